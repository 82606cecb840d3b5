# The work of benchmark_test.go in R: seconds for n rows with six covariates.
#
#   Rscript benchmark.R
#
# crr's variance is cubic in n, so it is timed at the sizes that it bears.
suppressPackageStartupMessages({ library(survival); library(cmprsk) })
draw <- function(n) {
  x <- sapply(0:5, function(j) if (j %% 2) rbinom(n, 1, .5) else rnorm(n))
  eta <- drop(x %*% (.2 * (0:5 - 2)))
  event <- rexp(n) * exp(-eta) * 600; other <- rexp(n) * 1000; end <- runif(n) * 2000
  time <- pmin(event, other, end)
  list(x = x, time = time, cause = ifelse(time == event, 1, ifelse(time == other, 2, 0)))
}
seconds <- function(what, n, work) cat(sprintf("%-28s %8d %8.2f\n", what, n, system.time(work)[["elapsed"]]))
set.seed(1)
for (n in c(1e4, 1e6)) {
  d <- draw(n)
  seconds("coxph, Efron", n, f <- coxph(Surv(time, cause == 1) ~ x, data = d))
  seconds("coxph, Efron, whole days", n, coxph(Surv(ceiling(time), cause == 1) ~ x, data = d))
  seconds("cox.zph, after the fit", n, cox.zph(f))
}
for (n in c(1000, 2000, 4000)) {
  d <- draw(n)
  seconds("crr with variance", n, crr(d$time, d$cause, d$x))
}
