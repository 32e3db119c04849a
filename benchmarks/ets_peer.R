# The peer's side of "ets-peer": R's forecast::ets on series of days, one a line, as benchmarks -- ets-peer writes them.
# Rscript ets_peer.R SERIES QUANTILES: writes a line per series: milliseconds of processor time, then by day nine
# quantiles, of normal distributions as forecast::ets has them.
suppressPackageStartupMessages(library(forecast))
files <- commandArgs(trailingOnly = TRUE)
horizon <- 28
central <- c(50, 67, 95, 99)
out <- file(files[2], "w")
for (line in readLines(files[1])) {
  units <- as.numeric(strsplit(line, ",", fixed = TRUE)[[1]])
  start <- proc.time()
  found <- forecast(ets(ts(units, frequency = 7)), h = horizon, level = central)
  spent <- proc.time() - start
  quantiles <- cbind(found$lower[, 4:1], found$mean, found$upper[, 1:4])
  cat(sprintf("%.3f", 1000 * (spent[["user.self"]] + spent[["sys.self"]])),
    sprintf("%.6f", as.vector(t(quantiles))), sep = ",", file = out)
  cat("\n", file = out)
}
close(out)
cat(R.version.string, "with forecast", as.character(packageVersion("forecast")), "\n")
