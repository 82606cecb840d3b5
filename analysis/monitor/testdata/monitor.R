# Values of R 4.2.2, survival 3.5-3, for the tests of this package:  Rscript monitor.R > monitor.csv
#
# test, input, setting, quantity, value. An input holds columns divided by "|",
# their numbers by spaces; where input and setting are empty they are those of
# the row before. Tolerance of the tests: 1e-9.
options(digits = 17, warn = -1)
suppressMessages(library(survival))
cat("test,input,setting,quantity,value\n")
text <- function(...) paste(sapply(list(...), function(x) paste(format(x, digits = 15, trim = TRUE), collapse = " ")), collapse = "|")
last <- ""
emit <- function(test, input, setting, quantity, value) {
  of <- paste0(input, ",", setting); of <- c(if (paste(test, of) == last) "," else of, rep(",", length(quantity) - 1))
  last <<- paste0(test, " ", input, ",", setting)
  cat(sprintf("%s,%s,%s,%.15g\n", test, of, quantity, value), sep = "")
}

# exact Poisson limits
for (o in c(0, 1, 2, 3, 10, 57, 1000)) for (e in c(.37, 4.2, 61.5)) for (level in c(.95, .998))
  emit("poisson", text(o, e), level, c("ratio", "lower", "upper"), c(o / e, poisson.test(o, e, conf.level = level)$conf.int))

# counts within exact binomial limits, and Spiegelhalter's interpolation
interpolated <- function(q, n, p) { r <- qbinom(q, n, p); (r - (pbinom(r, n, p) - q) / dbinom(r, n, p)) / n }
for (n in c(1, 10, 50, 137, 2000)) for (p in c(.02, .05, .1, .37, .91)) for (level in c(.95, .998)) {
  tail <- (1 - level) / 2
  lower <- qbinom(tail, n, p); if (pbinom(lower, n, p) <= tail) lower <- lower + 1
  upper <- qbinom(tail, n, p, lower.tail = FALSE)
  emit("funnel", text(n, p), level, c("lower_count", "upper_count", "tail_below", "tail_above", "lower", "upper"),
    c(lower, upper, pbinom(lower - 1, n, p), pbinom(upper, n, p, lower.tail = FALSE),
      pmin(1, pmax(0, c(interpolated(tail, n, p), interpolated(1 - tail, n, p))))))
}

# power of the one-sided test at alpha to see p multiplied by the ratio
for (n in c(10, 50, 100, 400)) for (p in c(.02, .05, .1)) for (ratio in c(2, 4)) {
  alarm <- qbinom(.05, n, p, lower.tail = FALSE) + 1
  emit("power", text(n, p, ratio), .05, c("alarm", "size", "power"), c(alarm, 1 - pbinom(alarm - 1, n, p), 1 - pbinom(alarm - 1, n, ratio * p)))
}

# beta-binomial counts
for (n in c(10, 50, 300)) for (b in list(c(.05, 40), c(.12, 331), c(0, 37))) for (level in c(.95, .998)) {
  a <- b[2] * b[1] + .5; c <- b[2] * (1 - b[1]) + .5; k <- 0:n; tail <- (1 - level) / 2
  d <- exp(lchoose(n, k) + lbeta(k + a, n - k + c) - lbeta(a, c))
  emit("prediction", text(n, b), level, c("lower", "upper", "expected"),
    c(min(k[cumsum(d) > tail]), max(k[rev(cumsum(rev(d))) > tail]), sum(k * d)))
}

# Poisson-binomial limits after each patient
set.seed(20260105)
p <- round(c(rbeta(40, 1, 9), 0, 1, .5), 4); x <- rbinom(43, 1, p); d <- 1
for (i in seq_along(p)) {
  d <- c(d * (1 - p[i]), 0) + c(0, d * p[i]); k <- 0:i; e <- sum(p[1:i])
  emit("vlad", text(p, x), .95, paste0(c("difference", "lower", "upper"), i - 1),
    c(e - sum(x[1:i]), e - max(k[rev(cumsum(rev(d))) > .025]), e - min(k[cumsum(d) > .025])))
}

# a risk-adjusted chart of outcomes
p <- round(runif(60, .01, .4), 3); x <- rbinom(60, 1, pmin(1, 1.6 * p)); value <- 0
for (i in seq_along(p)) { value <- max(0, value + x[i] * log(2) - log(1 - p[i] + 2 * p[i])); emit("cusum", text(p, x), 2, paste0("path", i - 1), value) }

# mean run length: a chain of so many states, each weight shared by two states, solved densely
run_length <- function(p, actual, ratio, limit, states) {
  w <- c(log(ratio) - log(1 - p + ratio * p), -log(1 - p + ratio * p)) * states / limit
  q <- c(actual, 1 - actual) / length(p); R <- matrix(0, states, states)
  for (i in 0:(states - 1)) for (s in seq_along(w)) {
    k <- floor(w[s]); share <- c(1 - (w[s] - k), w[s] - k)
    for (j in 0:1) { to <- max(0, i + k + j); if (to < states) R[i + 1, to + 1] <- R[i + 1, to + 1] + q[s] * share[j + 1] }
  }
  solve(diag(states) - R, rep(1, states))[1]
}
for (x in list(list(c(.05), 2, 3), list(c(.02, .1, .3), 2, 4), list(c(.1, .2), .5, 2.5))) {
  p <- x[[1]]; up <- pmin(1, 2 * p)
  emit("run-length", text(p), paste(x[[2]], x[[3]]), c("states800", "states2000", "doubled800"),
    c(run_length(p, p, x[[2]], x[[3]], 800), run_length(p, p, x[[2]], x[[3]], 2000), run_length(p, up, x[[2]], x[[3]], 800)))
}

# the chart in continuous time by its definition: R(t) less its least value so far
H <- function(t) approx(c(0, 100, 365), c(0, .06, .15), pmax(0, pmin(t, 365)))$y
entry <- sort(sample(0:900, 40)); m <- round(exp(rnorm(40, 0, .5)), 3); t <- ceiling(rexp(40, 1 / 500)); exit <- pmin(entry + t, 1100); died <- as.integer(entry + t <= 1100)
died[exit - entry > 365] <- 0; exit <- pmin(exit, entry + 365)
at <- sort(unique(c(entry, exit))); before <- 0; lowest <- 0
for (i in seq_along(at)) {
  L <- sum(m * H(pmin(at[i], exit) - entry)); deaths <- sum(died[exit < at[i]]); now <- sum(died[exit <= at[i]])
  lowest <- min(lowest, log(2) * deaths - L)
  emit("hazard-cusum", text(entry, exit, died, m), "", paste0(c("time", "before", "after", "expected"), i - 1), c(at[i], log(2) * deaths - L - lowest, log(2) * now - L - lowest, L))
}

# pseudo-values by leaving out each case; R's own come from the infinitesimal jackknife
survival_at <- function(t, d, h) summary(survfit(Surv(t, d) ~ 1), times = h, extend = TRUE)$surv
sets <- list(list(c(3, 5, 5, 8, 8, 9, 12), c(1, 0, 1, 1, 0, 1, 0)), list(1:10, c(1, 1, 0, 1, 0, 0, 1, 1, 1, 1)),
  list(sample(1:60, 50, TRUE), rbinom(50, 1, .6)), list(round(rexp(30, 1 / 200), 2), rep(1, 30)))
for (s in sets) for (h in quantile(s[[1]], c(.2, .5, .8), type = 1)) {
  followed <- s[[1]]; event <- s[[2]]; n <- length(followed); S <- survival_at(followed, event, h)
  value <- sapply(1:n, function(i) n * S - (n - 1) * survival_at(followed[-i], event[-i], h))
  emit("pseudo", text(followed, event), h, c("survival", "mean", paste0("value", seq_len(n) - 1)), c(S, mean(value), value))
  emit("pseudo-ij", text(followed, event), h, paste0("value", seq_len(n) - 1), pseudo(survfit(Surv(followed, event) ~ 1), times = h, type = "survival"))
}
