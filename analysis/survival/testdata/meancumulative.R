# Mean cumulative number with death as terminal event, computed apart from this
# package: S from survival::survfit with case weights, risk sets counted by loops, the
# variance as the sum of squared derivatives by each case's weight, taken numerically.
# The column ghosh_lin is the published variance (Biometrics 2000;56:554, section 3),
# whose martingale of death has Y in place of Y - d.
#
# Rscript meancumulative.R, in this folder; R 4.2.2, survival 3.5-3.
library(survival)

set.seed(16)
n <- 60
frailty <- rgamma(n, 2, 2)
death <- ceiling(rexp(n, 0.004 * frailty))
censor <- ceiling(runif(n, 20, 400))
end <- pmin(death, censor)
dead <- as.integer(death <= censor)
cases <- data.frame(case = seq_len(n), end = end, dead = dead)
rows <- do.call(rbind, lapply(seq_len(n), function(i) {
  k <- rpois(1, 0.05 * frailty[i] * end[i])
  if (k == 0) return(NULL)
  data.frame(case = i, time = sample(0:end[i], k, replace = TRUE), amount = sample(1:3, k, replace = TRUE))
}))
write.csv(cases, "meancumulative-cases.csv", row.names = FALSE, quote = FALSE)
write.csv(rows, "meancumulative-rows.csv", row.names = FALSE, quote = FALSE)

stepsBefore <- function(us, w) {
  fit <- survfit(Surv(end, dead) ~ 1, weights = w)
  sapply(us, function(u) c(1, fit$surv)[1 + sum(fit$time < u)])
}
mean_by <- function(t, w) {
  us <- sort(unique(rows$time[rows$time <= t]))
  amounts <- sapply(us, function(u) sum((w[rows$case] * rows$amount)[rows$time == u]))
  sum(stepsBefore(us, w) * amounts / sapply(us, function(u) sum(w[end >= u])))
}
one <- rep(1, n)
jackknife <- function(t) {
  h <- 1e-4
  psi <- sapply(seq_len(n), function(i) {
    up <- one; up[i] <- 1 + h
    down <- one; down[i] <- 1 - h
    (mean_by(t, up) - mean_by(t, down)) / (2 * h)
  })
  sqrt(sum(psi^2))
}
ghosh_lin <- function(t) {
  grid <- sort(unique(c(rows$time, end)))
  grid <- grid[grid <= t]
  mu <- sapply(grid, mean_by, w = one)
  before <- stepsBefore(grid, one)
  psi <- numeric(n)
  for (k in seq_along(grid)) {
    u <- grid[k]
    y <- sum(end >= u)
    amount <- sapply(seq_len(n), function(i) sum(rows$amount[rows$case == i & rows$time == u]))
    d <- as.integer(end == u & dead == 1)
    atRisk <- as.integer(end >= u)
    psi <- psi + before[k] / y * (amount - atRisk * sum(amount) / y) -
      (mu[length(mu)] - mu[k]) / y * (d - atRisk * sum(d) / y)
  }
  sqrt(sum(psi^2))
}
times <- c(0, 30, 60, 100, 200, 350)
out <- data.frame(time = times, mean = sapply(times, mean_by, w = one), se = sapply(times, jackknife),
                  ghosh_lin = sapply(times, ghosh_lin))
options(digits = 17)
write.csv(format(out, digits = 15, trim = TRUE), "meancumulative.csv", row.names = FALSE, quote = FALSE)
