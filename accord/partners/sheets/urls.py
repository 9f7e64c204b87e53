from accord.partners.sheets.desk import PAGES

urlpatterns = PAGES.urls()
