# The peer of bench/simulation.bench.ts: gstat's krige(nsim = 100), one path for all. Data as CSV on standard input, JSON on the last line.
suppressPackageStartupMessages({ library(sp); library(gstat) })
runs <- as.integer(commandArgs(trailingOnly = TRUE)[1])
data <- read.csv(file("stdin"))
coordinates(data) <- ~ x + y + z
grid <- expand.grid(x = 5 + 10 * (0:49), y = 5 + 10 * (0:49), z = 2.5 + 5 * (0:19))
coordinates(grid) <- ~ x + y + z
# Range 200 m, a quarter of it downwards.
model <- vgm(0.9, "Sph", 200, nugget = 0.1, anis = c(0, 0, 0, 1, 0.25))
seconds <- c(); cpu <- c()
for (run in seq_len(runs)) {
  set.seed(run)
  time <- system.time(capture.output(out <- krige(v ~ 1, data, grid, model, nmax = 16, nsim = 100, beta = 0)))
  seconds <- c(seconds, time[["elapsed"]]); cpu <- c(cpu, time[["user.self"]] + time[["sys.self"]])
}
peak <- as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(sprintf('\n{"name":"gstat %s","seconds":[%s],"cpuSeconds":[%s],"peakRssMb":%.0f}\n', packageVersion("gstat"),
  paste(seconds, collapse = ","), paste(cpu, collapse = ","), peak))
