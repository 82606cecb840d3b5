# The work of BenchmarkLogRank and BenchmarkGray in R: n cases, four groups, two
# causes, whole days or all times distinct. Seconds of one run.
# R 4.2.2, survival 3.5-3, cmprsk 2.2-11:  Rscript comparison-speed.R
suppressPackageStartupMessages({ library(survival); library(cmprsk) })
set.seed(1)
for (days in c(TRUE, FALSE)) for (n in c(1e2, 1e4, 1e6)) {
  d <- data.frame(time = rexp(n) * 365, status = pmax(0, sample(0:3, n, TRUE) - 1), group = sample(0:3, n, TRUE))
  if (days) d$time <- floor(d$time)
  cat(sprintf("n=%d days=%s", n, days), sprintf("%s %.3f", c("survdiff", "cuminc"), c(
    system.time(survdiff(Surv(time, status > 0) ~ group, data = d))[["elapsed"]],
    system.time(with(d, cuminc(time, status, group, cencode = 0)))[["elapsed"]])), "\n")
}
