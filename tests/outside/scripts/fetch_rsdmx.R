# Fetch structures and figures with rsdmx: `fetch_rsdmx.R ADDRESS KEY`.
# Prints area, period and value of each observation, tab-separated, and what it found.
suppressPackageStartupMessages(library(rsdmx))
arguments <- commandArgs(trailingOnly = TRUE)
entry <- paste0(arguments[1], "/sdmx")
builder <- SDMXREST21RequestBuilder(
  regUrl = entry, repoUrl = entry, compliant = TRUE, accessKey = NULL,
  unsupportedResources = list(), skipProviderId = FALSE,
  forceProviderId = FALSE
)
provider <- SDMXServiceProvider(
  agencyId = "ACCORD", name = "Accord", builder = builder
)
addSDMXServiceProvider(provider)
flows <- as.data.frame(readSDMX(providerId = "ACCORD", resource = "dataflow"))
cat("dataflows", sort(flows$id), sep = "\t")
cat("\n")
structure <- readSDMX(
  providerId = "ACCORD", resource = "datastructure", resourceId = "DSD_FIGURES"
)
concepts <- as.data.frame(
  slot(structure, "concepts"),
  conceptSchemeId = "CS_FIGURES"
)
cat("concepts", nrow(concepts), sep = "\t")
cat("\n")
cat("lists", length(slot(slot(structure, "codelists"), "codelists")), sep = "\t")
cat("\n")
data <- as.data.frame(readSDMX(
  providerId = "ACCORD", resource = "data", flowRef = "DF_FIGURES",
  key = arguments[2], start = 2020, end = 2030
))
for (row in seq_len(nrow(data))) {
  value <- if ("obsValue" %in% names(data)) data$obsValue else data$OBS_VALUE
  time <- if ("obsTime" %in% names(data)) data$obsTime else data$TIME_PERIOD
  cat("figure", data$REF_AREA[row], time[row], value[row], sep = "\t")
  cat("\n")
}
labelled <- as.data.frame(readSDMX(
  providerId = "ACCORD", resource = "data", flowRef = "DF_FIGURES",
  key = list(NULL, "FRA"), dsd = TRUE
), labels = TRUE)
cat("label", unique(labelled$REF_AREA_label.en), sep = "\t")
cat("\n")
