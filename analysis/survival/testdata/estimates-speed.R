# The work of BenchmarkKaplanMeier, BenchmarkCumulativeIncidence and
# BenchmarkStateOccupation in R: seconds of one run. R 4.2.2, survival 3.5-3, cmprsk 2.2-11:
#   Rscript estimates-speed.R [largest n of the state occupation, 10000 unless told]
suppressPackageStartupMessages({ library(survival); library(cmprsk) })
most <- as.numeric(c(commandArgs(TRUE), 1e4)[1])
seconds <- function(work) system.time(work)[["user.self"]]
set.seed(1)
for (days in c(TRUE, FALSE)) for (n in c(1e2, 1e4, 1e6)) {
  d <- data.frame(time = pmin(rexp(n) * 1200, 3650 * runif(n)), cause = sample(0:2, n, TRUE), group = sample(0:3, n, TRUE))
  if (days) d$time <- floor(d$time)
  cat(sprintf("days=%s n=%g survfit %.3f", days, n, seconds(survfit(Surv(time, cause > 0) ~ group, data = d, conf.type = "log-log"))),
      sprintf("cuminc with Gray %.3f\n", seconds(with(d, cuminc(time, cause, group, cencode = 0)))))
}
for (n in c(1e2, 1e4, 1e6)) if (n <= most) {
  d <- data.frame(id = rep(seq_len(n / 2), each = 2), from = rep(1:2, n / 2))
  first <- 1 + floor(rexp(n / 2) * 100); second <- 1 + floor(rexp(n / 2) * 100)
  d$start <- c(rbind(0, first)); d$stop <- c(rbind(first, first + second))
  d$to <- c(rbind(2, sample(c(0, 1, 3), n / 2, TRUE)))
  cat(sprintf("rows=%g survfit multi-state %.3f\n", n, seconds(survfit(Surv(start, stop, factor(to, 0:3)) ~ 1, data = d, id = id, istate = factor(from, 1:3)))))
}
