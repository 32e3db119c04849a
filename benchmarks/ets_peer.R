# The peer's side of "ets-peer" and of "m5-weeks ... ets=1": R's forecast::ets on series, one a line.
# Rscript ets_peer.R SERIES QUANTILES HORIZON FREQUENCY CENTRAL: writes a line per series: milliseconds of processor
# time, then by period the quantiles of normal distributions as forecast::ets has them, the median among them; CENTRAL
# are the shares of the bands in percent, ascending, with commas between.
suppressPackageStartupMessages(library(forecast))
given <- commandArgs(trailingOnly = TRUE)
horizon <- as.integer(given[3])
central <- as.numeric(strsplit(given[5], ",", fixed = TRUE)[[1]])
bands <- length(central)
out <- file(given[2], "w")
for (line in readLines(given[1])) {
  units <- as.numeric(strsplit(line, ",", fixed = TRUE)[[1]])
  start <- proc.time()
  found <- forecast(ets(ts(units, frequency = as.integer(given[4]))), h = horizon, level = central)
  spent <- proc.time() - start
  quantiles <- cbind(found$lower[, bands:1], found$mean, found$upper[, 1:bands])
  cat(sprintf("%.3f", 1000 * (spent[["user.self"]] + spent[["sys.self"]])),
    sprintf("%.6f", as.vector(t(quantiles))), sep = ",", file = out)
  cat("\n", file = out)
}
close(out)
cat(R.version.string, "with forecast", as.character(packageVersion("forecast")), "\n")
