# Values for which no package output was at hand before: delayed entry in an
# incidence, mid-p limits to the last digit, melded differences, restricted mean
# differences, time lost, Nelson-Aalen errors, state occupation.
#
#   Rscript estimates.R DIR        made with R 4.2.2 and survival 3.5-3
#
# Writes DIR/estimates-entry.csv and DIR/estimates-states.csv, invented data, and
# DIR/estimates.csv: set, analysis, group, quantity, at, value with 15 digits.
# The numbers that the Go tests hold agree to 1e-9 relative.
suppressPackageStartupMessages(library(survival))
options(digits = 17, warn = 1)
out <- commandArgs(TRUE)[1]
rows <- list()
emit <- function(set, analysis, group, quantity, at, value)
  rows[[length(rows) + 1L]] <<- data.frame(set, analysis, group = as.character(group), quantity, at, value = as.numeric(value))

# --- delayed entry, two causes, ties of events, censorings and entries
set.seed(20260131)
n <- 80
entry <- data.frame(start = ifelse(runif(n) < .4, 0, sample(0:25, n, TRUE)))
entry$stop <- entry$start + sample(1:60, n, TRUE)
entry$cause <- sample(0:2, n, TRUE, c(.4, .35, .25))
entry$group <- rep(0:1, length.out = n)
write.csv(entry, file.path(out, "estimates-entry.csv"), row.names = FALSE)
# Delta: the covariance of (free, 1, 2) by matrices, V <- P'VP + S(t-)^2/n (diag(P1) - P1 P1'),
# P1 the row of those still free (Andersen et al. 1993, 4.4.20, as in etm). survfit's
# jackknife, which needs each case's entry beside its exit, differs from it with
# delayed entry and is emitted as "jackknife". Aalen: the double sum.
incidence <- function(d, k, at) {
  p <- c(1, 0, 0); V <- matrix(0, 3, 3); s <- NULL
  for (u in sort(unique(d$stop[d$cause > 0]))) if (u <= at) {
    n <- sum(d$start < u & d$stop >= u); e <- sapply(1:2, function(j) sum(d$stop == u & d$cause == j))
    P <- diag(3); P[1, ] <- c(n - sum(e), e) / n
    V <- t(P) %*% V %*% P + p[1]^2 / n * (diag(P[1, ]) - P[1, ] %o% P[1, ])
    before <- p[1]; p <- as.vector(p %*% P)
    s <- rbind(s, data.frame(before, n, own = e[k], other = sum(e) - e[k], f = p[k + 1], after = p[1]))
  }
  q <- function(e, n) ifelse(e > 1, 1 - (e - 1) / (n - 1), 1)
  if (is.null(s)) return(c(0, 0, 0))
  a <- with(s, ifelse(after > 0, (p[k + 1] - f) / after, 0))
  aalen <- with(s, sum(before^2 / n^2 * (q(own, n) * own * (1 - a)^2 + q(other, n) * other * a^2)))
  c(p[k + 1], sqrt(V[k + 1, k + 1]), sqrt(aalen))
}
times <- c(5, 10, 20, 30, 45, 60)
for (g in 0:1) {
  d <- entry[entry$group == g, ]
  d$id <- seq_len(nrow(d))
  emit("entry", "survival", g, "n.risk", times, sapply(times, function(t) sum(d$start < t & d$stop >= t)))
  s <- summary(survfit(Surv(start, stop, cause > 0) ~ 1, data = d, conf.type = "log-log"), times = times)
  for (q in c("surv", "std.err", "lower", "upper")) emit("entry", "survival", g, q, s$time, s[[q]])
  s <- summary(survfit(Surv(start, stop, factor(cause, 0:2)) ~ 1, data = d, id = id), times = times)
  for (k in 1:2) {
    emit("entry", "incidence", g, paste0("pstate", k), s$time, s$pstate[, k + 1])
    for (t in times[-1]) emit("entry", "incidence", g, paste0(c("matrix", "delta", "aalen"), k), t, incidence(d, k, t))
    emit("entry", "jackknife", g, paste0("std.err", k), s$time, s$std.err[, k + 1])
  }
}

# --- Nelson-Aalen errors, restricted means and their difference, time lost
mean_of <- function(d, g, tau)
  survival:::survmean(survfit(Surv(time, cause > 0) ~ 1, data = d[d$group == g, ]), rmean = tau)$matrix[c("rmean", "se(rmean)")]
mean_difference <- function(set, d, tau) {
  one <- sapply(0:1, function(g) mean_of(d, g, tau))
  est <- one[1, 1] - one[1, 2]; se <- sqrt(sum(one[2, ]^2))
  emit(set, "mean-difference", "", c("estimate", "se", "lower", "upper", "p"), tau,
       c(est, se, est + c(-1, 1) * qnorm(.975) * se, 2 * pnorm(-abs(est / se))))
}
means <- function(set, d, tau) {
  for (g in 0:1) emit(set, "mean", g, c("rmean", "se"), tau, mean_of(d, g, tau))
  for (g in 0:1) {
    x <- d[d$group == g, ]
    f <- survfit(Surv(time, factor(cause, 0:2)) ~ 1, data = x, influence = TRUE)
    i <- f$time < tau
    width <- diff(c(f$time[i], tau))
    for (k in 1:2) {   # areas under the incidence and under each case's influence on it
      u <- f$influence.pstate[, c(FALSE, i), k + 1] %*% width
      emit(set, "time-lost", g, paste0(c("rmean", "se"), k), tau, c(sum(f$pstate[i, k + 1] * width), sqrt(sum(u^2))))
    }
  }
  f <- survfit(Surv(time, cause > 0) ~ 1, data = d)
  s <- summary(f, times = c(5, 20, 40))
  i <- findInterval(c(5, 20, 40), f$time)
  emit(set, "hazard", "all", "cumhaz", c(5, 20, 40), f$cumhaz[i])
  emit(set, "hazard", "all", "std.chaz", c(5, 20, 40), f$std.chaz[i])
}
plain <- data.frame(time = entry$stop, cause = entry$cause, group = entry$group)
means("plain", plain, 50)
mean_difference("twice", rbind(plain, plain), 50)   # 80 cases a group: under 60 the normal interval is not used

# --- beta product bounds by moments, then mid-p limits and melded differences by integration
bounds <- function(time, event, t) {
  fit <- function(m1, m2) if (m1 == 1) c(1, 0) else { k <- m1 * (1 - m1) / (m2 - m1^2) - 1; c(m1 * k, (1 - m1) * k) }
  m1 <- m2 <- 1
  for (u in sort(unique(time[event & time <= t]))) {
    a <- sum(time >= u) - sum(event & time == u) + 1; b <- sum(event & time == u)
    m1 <- m1 * a / (a + b); m2 <- m2 * a * (a + 1) / ((a + b) * (a + b + 1))
  }
  after <- sum(time > t)
  list(upper = fit(m1, m2), lower = if (after == 0) c(0, 1) else fit(m1 * after / (after + 1), m2 * after / (after + 2)))
}
cdf <- function(w, x) if (w[1] == 0) as.numeric(x >= 0) else if (w[2] == 0) as.numeric(x >= 1) else pbeta(x, w[1], w[2])
solve1 <- function(f, from, to) uniroot(f, c(from, to), tol = 1e-15, maxiter = 10000)$root
midp <- function(w, p) {
  if (w$upper[2] == 0) return(if (p < .5) qbeta(2 * p, w$lower[1], w$lower[2]) else 1)
  if (w$lower[1] == 0) return(if (p < .5) 0 else qbeta(2 * p - 1, w$upper[1], w$upper[2]))
  solve1(function(x) (cdf(w$lower, x) + cdf(w$upper, x)) / 2 - p, 0, 1)
}
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
sets <- list("lung", "veteran", "bmt-os", "bmt-dfs", "bmt-relapse", "ten")
at <- list(lung = c(30, 365, 730), veteran = c(7, 90, 365), "bmt-os" = c(30, 365, 1095), "bmt-dfs" = c(30, 365, 1095), "bmt-relapse" = c(30, 365, 1095), ten = c(1, 12, 100, 365, 600))
for (set in sets) {
  d <- read.csv(file.path(here, "..", "..", "verify", "data", paste0(set, ".csv")))
  for (g in c("all", unique(as.character(d$group)))) for (t in at[[set]]) {
    x <- if (g == "all") d else d[d$group == g, ]
    if (t >= max(x$time)) next
    w <- bounds(x$time, x$status == 1, t)
    emit(set, "midp", g, c("lower", "upper"), t, c(midp(w, .025), midp(w, .975)))
  }
}
# P(X - Y <= d), X of distribution x and Y of y
less <- function(x, y, d) {
  if (y[1] == 0) return(cdf(x, d))
  if (y[2] == 0) return(cdf(x, 1 + d))
  q <- qbeta(c(1e-17, .01, .1, .5, .9, .99), y[1], y[2])
  cuts <- sort(unique(pmin(1, pmax(0, c(0, q, -d, 1 - d, 1)))))
  sum(sapply(seq_along(cuts)[-1], function(i) integrate(function(v) cdf1(x, v + d) * dbeta(v, y[1], y[2]), cuts[i - 1], cuts[i], rel.tol = 1e-13, abs.tol = 0, subdivisions = 2000, stop.on.error = FALSE)$value))
}
cdf1 <- function(w, x) if (w[1] == 0) as.numeric(x >= 0) else if (w[2] == 0) as.numeric(x >= 1) else pbeta(x, w[1], w[2])
melded <- function(set, time, event, group, t) {
  a <- bounds(time[group == 0], event[group == 0], t); b <- bounds(time[group == 1], event[group == 1], t)
  quantile <- function(x, y, p) solve1(function(d) less(x, y, d) - p, -1 + 1e-12, 1 - 1e-12)
  lower <- if (a$lower[1] == 0 && b$upper[2] == 0) -1 else quantile(a$lower, b$upper, .025)
  upper <- if (b$lower[1] == 0 && a$upper[2] == 0) 1 else quantile(a$upper, b$lower, .975)
  emit(set, "melded", "", c("lower", "upper", "p"), t, c(lower, upper, min(1, 2 * min(less(a$lower, b$upper, 0), less(b$lower, a$upper, 0)))))
}
small <- plain[c(1:14, 41:48, 77:80), ]
for (t in c(10, 20, 40)) melded("small", small$time, small$cause > 0, small$group, t)
ten <- read.csv(file.path(here, "..", "..", "verify", "data", "ten.csv"))
for (t in c(12, 100, 365)) melded("ten", ten$time, ten$status == 1, as.integer(ten$group == "incompatible"), t)

# --- a fixed-day difference on the complementary log-log scale (Klein 2007)
for (t in c(20, 40)) {
  s <- lapply(0:1, function(g) summary(survfit(Surv(time, cause > 0) ~ 1, data = plain[plain$group == g, ], conf.type = "log-log"), times = t))
  q <- sapply(s, `[[`, "surv"); se <- sapply(s, `[[`, "std.err")
  z <- diff(log(-log(q))) / sqrt(sum((se / (q * log(q)))^2))
  l <- sapply(s, `[[`, "lower"); u <- sapply(s, `[[`, "upper"); d <- q[1] - q[2]
  emit("plain", "cloglog", "", c("estimate", "se", "lower", "upper", "p"), t,
       c(d, sqrt(sum(se^2)), d - sqrt((q[1] - l[1])^2 + (u[2] - q[2])^2), d + sqrt((u[1] - q[1])^2 + (q[2] - l[2])^2), 2 * pnorm(-abs(z))))
}

# --- state occupation: a state that is lost and found again, rows of one stay
# 1 waiting, 2 independent, 3 failed, 4 dead
states <- do.call(rbind, lapply(1:60, function(id) {
  from <- if (id %% 7 == 0) 2 else 1; t <- 0; r <- NULL
  repeat {
    stay <- sample(1:15, 1); to <- sample(0:4, 1, prob = c(.12, .25, .33, .12, .18))
    if (to == from) to <- 0
    r <- rbind(r, data.frame(id, from, to, start = t, stop = t + stay)); t <- t + stay
    if (to == 4 || to == 0 && runif(1) < .7 || nrow(r) > 7) break
    if (to > 0) from <- to
  }
  r
}))
states <- states[!(states$from == 4), ]
write.csv(states, file.path(out, "estimates-states.csv"), row.names = FALSE)
# influence = TRUE, since without it 3.5-3 leaves the error of p(0) out
f <- survfit(Surv(start, stop, factor(to, 0:4)) ~ 1, data = states, id = id, istate = factor(from, 1:4), influence = TRUE)
t <- c(1, 3, 7, 12, 20, 30, 45)
s <- summary(f, times = t)
for (h in 1:4) {
  j <- match(as.character(h), f$states)
  emit("states", "occupation", h, c("pstate", "std.err"), 0, c(f$p0[j], f$sp0[j]))
  emit("states", "occupation", h, "pstate", s$time, s$pstate[, j])
  emit("states", "occupation", h, "std.err", s$time, s$std.err[, j])
  emit("states", "occupation", h, "n.risk", s$time, s$n.risk[, j])
}
r <- do.call(rbind, rows)
r$value <- sprintf("%.15g", r$value)
write.csv(r, file.path(out, "estimates.csv"), row.names = FALSE, quote = FALSE)
