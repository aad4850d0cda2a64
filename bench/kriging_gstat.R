# Peer of the kriging benchmark: R gstat on the same samples and model, 32 nearest samples. Usage: Rscript kriging_gstat.R FOLDER RUNS
# Prints JSON and writes estimates and variances to FOLDER/gstat.csv.
suppressMessages({ library(sp); library(gstat) })
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
data <- read.csv(file.path(folder, "data.csv"))
blocks <- read.csv(file.path(folder, "blocks.csv"))
coordinates(data) <- ~ x + y + z
coordinates(blocks) <- ~ x + y + z
model <- vgm(0.9, "Sph", 300, nugget = 0.1, anis = c(40, 345, 0, 0.7, 0.2))
seconds <- c()
cpu <- c()
for (run in seq_len(as.integer(arguments[2]))) {
  time <- system.time(result <- krige(v ~ 1, data, blocks, model, nmax = 32, debug.level = 0))
  seconds <- c(seconds, time[["elapsed"]])
  cpu <- c(cpu, time[["user.self"]] + time[["sys.self"]])
}
write.csv(data.frame(estimate = format(result$var1.pred, digits = 17), variance = format(result$var1.var, digits = 17)),
  file.path(folder, "gstat.csv"), row.names = FALSE, quote = FALSE)
peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1000
cat(sprintf('{"gstat":"%s","seconds":[%s],"cpuSeconds":[%s],"peakMb":%.0f}\n', packageVersion("gstat"),
  paste(seconds, collapse = ","), paste(cpu, collapse = ","), peak))
