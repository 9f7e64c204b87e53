"""One small file for each layout, and what becomes of it."""

from tally.series.tests.files import converted

OFFICIAL = """\
Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,\
Value,Time_Detail,TimeCoverage,UpperBound,LowerBound,BasePeriod,Source,GeoInfoUrl,\
FootNote,[Age],[Nature],[Reporting Type],[Sex],[Units]
8,8.5,8.5.2,SL_TLF_UEM,Unemployment rate,404,Kenya,2019,5.0,2019,,,,,ILO,,Census,15+,C,\
G,FEMALE,PERCENT
2,2.1,2.1.1,SN_ITK_DEFC,Undernourishment,1,World,2020,<2.5,2020,,3,1,,FAO,,,ALLAGE,E,G,\
BOTHSEX,PERCENT
2,2.1,2.1.1,SN_ITK_DEFC,Undernourishment,250,France,2020,N,2020,,,,,FAO,,,<5Y,N,G,\
BOTHSEX,PERCENT
"""


def test_un_database_keeps_nature_bounds_and_why_a_value_is_missing(tmp_path):
    report, rows = converted(
        tmp_path, OFFICIAL, "series", "area", "sex", "age", "dimensions", "value",
        "missing", "nature", "basis", "lower", "upper", "unit", "source_note",
    )  # fmt: skip
    assert report.layout == "unsdg-csv"
    kind = '{"REPORTING_TYPE":"G"}'
    assert rows == [
        ("SL_TLF_UEM", "KEN", "F", "Y_GE15", kind, 5.0, "", "C", "reported", None, None,
         "PERCENT", "ILO; Census"),
        ("SN_ITK_DEFC", "001", "T", "_T", kind, None, "B", "E", "modelled", 1.0, 2.5,
         "PERCENT", "FAO"),
        ("SN_ITK_DEFC", "FRA", "T", "Y_LT5", kind, None, "N", "N", "reported", None,
         None, "PERCENT", "FAO"),
    ]  # fmt: skip
    assert {s.code: s.name for s in report.series}["SL_TLF_UEM"] == "Unemployment rate"


def test_un_number_of_an_area_may_be_written_as_a_spreadsheet_does(tmp_path):
    text = OFFICIAL.replace(",404,", ",404.0,").replace(",250,", ",250.5,")
    report, rows = converted(tmp_path, text, "area")
    assert rows == [("KEN",), ("001",)]
    assert [(r.value, r.reason.code) for r in report.refused] == [
        ("250.5", "area_impossible")
    ]


def test_un_file_of_one_series_is_known_by_the_name_of_its_value(tmp_path):
    report, rows = converted(
        tmp_path,
        "age,geo_area,location,nature,sex,units,year,si_pov_emp1\n"
        "15,4,urban,m,female,percent,2019,30.5\n15_24,202,allarea,g,bothsex,percent,2019,9",
        "series", "area", "area_kind", "age", "sex", "dimensions", "nature", "basis",
    )  # fmt: skip
    assert report.layout == "unsdg-series"
    assert rows == [
        ("SI_POV_EMP1", "202", "region", "Y15T24", "T", '{"LOCATION":"ALLAREA"}', "G",
         "reported"),
        ("SI_POV_EMP1", "AFG", "country", "Y_GE15", "F", '{"LOCATION":"URBAN"}', "M",
         "modelled"),
    ]  # fmt: skip


def test_wdi_tells_line_and_round_of_parities_and_what_lies_ahead_of_its_edition(
    tmp_path,
):
    report, rows = converted(
        tmp_path,
        '\ufeff"Data Source","World Development Indicators",\n\n'
        '"Last Updated Date","2021-09-15",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code",'
        '"2020","2022",\n'
        '"Kenya","KEN","Poverty at $1.90 a day (2011 PPP) (% of population)",'
        '"SI.POV.DDAY","","36.5",\n'
        '"World","WLD","Unemployment (% of labor force) (modeled ILO estimate)",'
        '"SL.UEM.TOTL.ZS","6.5","..",\n',
        "series", "area", "area_kind", "time", "dimensions", "value", "missing", "unit",
        "basis", "row",
    )  # fmt: skip
    assert (report.layout, report.rows, report.blank, report.read) == (
        "worldbank-wdi", 2, 1, 3,
    )  # fmt: skip
    assert rows == [
        ("SI.POV.DDAY", "KEN", "country", "2022",
         '{"POVERTY_LINE":"1.90","PPP":"2011"}', 36.5, "",
         "% of population", "projected", 6),
        ("SL.UEM.TOTL.ZS", "001", "world", "2020", "{}", 6.5, "", "% of labor force",
         "modelled", 7),
        ("SL.UEM.TOTL.ZS", "001", "world", "2022", "{}", None, "M", "% of labor force",
         "projected", 7),
    ]  # fmt: skip


def test_two_poverty_lines_and_interpolated_surveys_of_pip_never_mix(tmp_path):
    report, rows = converted(
        tmp_path,
        "country_code,country_name,reporting_level,welfare_type,year,poverty_line,"
        "headcount,gini,is_interpolated,estimate_type\n"
        "KEN,Kenya,national,consumption,2015,2.15,0.294,0.408,FALSE,actual\n"
        "KEN,Kenya,national,consumption,2015,3.65,0.66,0.408,FALSE,actual\n"
        "KEN,Kenya,national,consumption,2016,2.15,0.28,,TRUE,actual\n"
        "KEN,Kenya,national,consumption,2023,2.15,0.25,,FALSE,nowcast\n",
        "series", "time", "dimensions", "value", "basis",
    )  # fmt: skip
    level = '"REPORTING_LEVEL":"national","WELFARE_TYPE":"consumption"}'
    line = f'{{"POVERTY_LINE":"2.15","PPP":"2017",{level}'
    assert rows == [
        ("gini", "2015", f"{{{level}", 0.408, "reported"),
        ("headcount", "2015", line, 0.294, "reported"),
        ("headcount", "2016", line, 0.28, "modelled"),
        ("headcount", "2023", line, 0.25, "projected"),
        ("headcount", "2015", line.replace("2.15", "3.65"), 0.66, "reported"),
    ]
    # The same Gini stands beside each line.
    assert report.refused_by_code == {"repeated": 1}


def test_parts_of_a_country_in_packed_pip_are_no_countries(tmp_path):
    _, rows = converted(
        tmp_path,
        "Entity,Year,$2.15 a day - share of population below poverty line,P10\n"
        "China - rural,2010,12.5,1.5\nLatin America and the Caribbean,2010,4,\n",
        "area", "area_kind", "dimensions", "value",
    )  # fmt: skip
    assert sorted(rows) == [
        ("CHN", "country", '{"LOCATION":"RURAL","POVERTY_LINE":"2.15","PPP":"2017"}',
         12.5),
        ("CHN", "country", '{"LOCATION":"RURAL","PPP":"2017"}', 1.5),
        ("LCN", "region", '{"POVERTY_LINE":"2.15","PPP":"2017"}', 4.0),
    ]  # fmt: skip


def test_human_development_goes_by_codes_for_names_are_damaged(tmp_path):
    report, rows = converted(
        tmp_path,
        "iso3,country,hdicode,region,hdi_2021,le_f_2022\n"
        "TUR,T\u9ef5kiye,Very High,ECA,0.838,81.2\nZZK.WORLD,World,,,0.735,\n",
        "series", "area", "area_kind", "time", "sex", "value",
    )  # fmt: skip
    assert report.layout == "undp-hdr"
    assert rows == [
        ("hdi", "001", "world", "2021", "T", 0.735),
        ("hdi", "TUR", "country", "2021", "T", 0.838),
        ("le_f", "TUR", "country", "2022", "F", 81.2),
    ]


def test_two_sources_of_the_oecd_are_two_lines_with_their_flags(tmp_path):
    report, rows = converted(
        tmp_path,
        '\ufeff"COU","Country","SOURCE","Source","SERIES","Series","MEAS","Measure",'
        '"_TIME_","Year","Value","Flag Codes","Flags"\n'
        '"KOR","Korea","ADM","Administrative","TUD","Union  density","PCT",'
        '"Percentage","1963","1963",9.4,"B","Break"\n'
        '"KOR","Korea","SVY","Survey","TUD","Union  density","PCT","Percentage",'
        '"1963","1963",9.9,"E","Estimated value"\n',
        "series", "area", "dimensions", "value", "unit", "status", "basis",
    )  # fmt: skip
    assert (report.layout, report.series[0].name) == ("oecd-stat", "Union density")
    assert rows == [
        ("TUD", "KOR", '{"MEAS":"PCT","SOURCE":"ADM"}', 9.4, "Percentage", "B",
         "reported"),
        ("TUD", "KOR", '{"MEAS":"PCT","SOURCE":"SVY"}', 9.9, "Percentage", "E",
         "modelled"),
    ]  # fmt: skip


def test_our_world_in_data_knows_areas_by_code_or_by_name(tmp_path):
    _, rows = converted(
        tmp_path,
        "Entity,Code,Year,Trust in others\nTurkey,TUR,2014,12\nWorld,OWID_WRL,2014,25\n"
        "Democratic Republic of Congo,,2014,7\nEurope,OWID_EUR,2014,30\n",
        "area", "area_kind", "value",
    )  # fmt: skip
    assert rows == [
        ("001", "world", 25.0),
        ("150", "region", 30.0),
        ("COD", "country", 7.0),
        ("TUR", "country", 12.0),
    ]
