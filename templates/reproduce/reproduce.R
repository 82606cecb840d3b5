# Computes a study's numbers again and compares them with what the run found.
#
#   Rscript reproduce.R        R 4.2 or later with survival and cmprsk
#
# data/ has the de-identified cases, definitions/ what was asked for, expected/
# what the run found. Nothing is copied from expected/ to the results: estimates,
# standard errors, tests and models come from survival and cmprsk, intervals and
# permutation tests from the formulas below, in base R. Firth's models need
# coxphf; without it their values are counted as not checked.
#
# It ends with "all N values agree" and exit status 0, or with status 1.

options(digits = 17, warn = 1, stringsAsFactors = FALSE)
suppressPackageStartupMessages({
  library(survival)
  library(cmprsk)
})

# ---- Files -------------------------------------------------------------------

argument <- grep("^--file=", commandArgs(FALSE), value = TRUE)
folder <- if (length(argument)) dirname(sub("^--file=", "", argument[1])) else "."

# A cell that a spreadsheet would take for a formula is led by an apostrophe.
plain_text <- function(x) sub("^'", "", x)

read_table <- function(name, classes = "character") {
  d <- read.csv(file.path(folder, name), check.names = FALSE, colClasses = classes, na.strings = "", encoding = "UTF-8")
  names(d) <- plain_text(names(d))
  for (column in names(d)) if (is.character(d[[column]])) d[[column]] <- plain_text(d[[column]])
  d
}
definition <- function(name) read_table(paste0("definitions/", name, ".csv"))

settings <- local({ s <- definition("settings"); setNames(as.list(s$value), s$name) })
level <- as.numeric(settings$level)
tail <- (1 - level) / 2
z <- -qnorm(tail)
carry <- settings$compatible %in% "r"                                # R carries the last estimate past the last follow-up
plateau <- if (settings$compatible %in% "sas") "none" else "middle"  # a quantile where the curve lies on its level to the end

few_cases <- 30           # fewer cases, events or cases without the event: exact intervals
few_events <- 10
few_for_mean <- 60        # fewer cases: no normal interval of a restricted mean
least_counted <- 5        # fewer events that count with delayed entry: no test
attainable <- 0.05        # no p where the least p that the data could give is above
follow_up_alpha <- 0.10   # no permutation p where follow-up differs
most_permuted <- 500      # cases
most_permuted_small <- 10000 # cases, where events fall on few times or a group is small
few_event_times <- 10     # under so many times with an event the least p is found at any size
smallest_asymptotic <- 10 # cases of the smallest group of an asymptotic test with a p
widest_ratio <- 1000      # of the limits of a hazard ratio that is given
least_for_p <- 5          # events, and cases without one, for each coefficient, of a term without levels
most_splits <- 200000     # more are drawn at random
most_crr <- 3000          # cases: the variance of cmprsk's crr takes time cubic in them
singular <- 1e-10

# ---- What was computed -------------------------------------------------------

computed <- new.env(hash = TRUE)
unchecked <- new.env(hash = TRUE)   # key, or its start: why

put <- function(.key, ...) {
  values <- list(...)
  for (name in names(values)) assign(paste0(.key, ".", name), values[[name]], envir = computed)
}
skip <- function(key, reason) assign(key, reason, envir = unchecked)

# ---- Counts ------------------------------------------------------------------

# What happens at each distinct time of a group. A case is at risk on (entry,
# time], one without late entry also at time 0; events leave before censorings.
# own are the events of the curve, other those that compete with it.
counts <- function(time, own, other, entry) {
  late <- entry > 0
  at <- sort(unique(c(time, entry[late])))
  number <- function(which) tabulate(match(time[which], at), length(at))
  n_own <- number(own); n_other <- number(other); n_censored <- number(!own & !other)
  entered <- tabulate(match(entry[late], at), length(at))
  left <- n_own + n_other + n_censored
  at_risk <- sum(!late) + cumsum(c(0, (entered - left)[-length(at)]))[seq_along(at)]
  list(cases = length(time), start = sum(!late), time = at, n = at_risk, d = n_own, o = n_other, c = n_censored,
       after = c(at_risk[-1], if (length(at)) 0), last_entry = if (any(late)) max(entry) else -1)
}

# The number of times up to which late entry leaves an estimate: none from where
# the risk set empties before the last entry, or is under the least number at an event.
times_estimated <- function(x, least) {
  events <- x$d + x$o
  open <- x$time <= x$last_entry
  emptied <- open & x$n > 0 & x$n == events + x$c & (x$time < x$last_entry | x$n == events)
  ended <- which(emptied | open & events > 0 & x$n < least)
  if (length(ended)) ended[1] - 1 else length(x$time)
}

is_small <- function(cases, events) cases > 0 & (cases < few_cases | events < few_events | cases - events < few_events)

# ---- Intervals of a probability ----------------------------------------------

is_normal <- function(method) method %in% c("log-log", "log", "plain", "arcsine", "logit")
is_edge <- function(x) x < 1e-12 | x > 1 - 1e-12

# The interval of x with standard error se; NA at an edge, where it does not exist.
normal_interval <- function(method, x, se) {
  inside <- !is.na(x) & !is_edge(x) & !is.na(se) & se > 1e-14
  x[!inside] <- NA
  switch(method,
    "log-log" = list(lower = x^exp(-z * se / (x * log(x))), upper = x^exp(z * se / (x * log(x)))),
    "log" = list(lower = x * exp(-z * se / x), upper = pmin(1, x * exp(z * se / x))),
    "plain" = list(lower = pmax(0, x - z * se), upper = pmin(1, x + z * se)),
    "arcsine" = {
      h <- z * se / (2 * sqrt(x * (1 - x)))
      list(lower = sin(pmax(0, asin(sqrt(x)) - h))^2, upper = sin(pmin(pi / 2, asin(sqrt(x)) + h))^2)
    },
    "logit" = {
      h <- z * se / (x * (1 - x))
      list(lower = plogis(qlogis(x) - h), upper = plogis(qlogis(x) + h))
    })
}

# Clopper and Pearson, Biometrika 1934: share of n, which need not be whole.
exact_interval <- function(share, n) {
  k <- ifelse(share > 1 - 1e-12, n, ifelse(share < 1e-12, 0, share * n))
  list(lower = ifelse(k == 0, 0, qbeta(tail, k, n - k + 1)), upper = ifelse(k == n, 1, qbeta(1 - tail, k + 1, n - k)))
}

# The beta product of Fay, Brittain and Proschan, Biostatistics 2013, by the
# method of moments: log mean and ln(E[W^2] / E[W]^2) of W+ up to each time, as
# running sums; W- lets the next of the cases still at risk fail.
beta_product <- function(n, d) {
  a <- n - d + 1
  list(log_mean = cumsum(ifelse(d > 0, -log1p(d / a), 0)), spread = cumsum(ifelse(d > 0, log1p(d / (a * (a + d + 1))), 0)))
}
beta_of_moments <- function(log_mean, spread) {
  size <- -expm1(log_mean) / (exp(log_mean) * expm1(spread)) - 1
  list(a = ifelse(log_mean == 0, 1, exp(log_mean) * size), b = ifelse(log_mean == 0, 0, -expm1(log_mean) * size))
}
upper_beta <- function(w) beta_of_moments(w$log_mean, w$spread)
lower_beta <- function(w, after) {
  safe <- pmax(after, 1)
  b <- beta_of_moments(w$log_mean - log1p(1 / safe), w$spread + log1p(1 / (safe * (safe + 2))))
  list(a = ifelse(after == 0, 0, b$a), b = ifelse(after == 0, 1, b$b))
}
quantile_beta <- function(x, p) ifelse(x$a == 0, 0, ifelse(x$b == 0, 1, suppressWarnings(qbeta(p, x$a, x$b))))
beta_product_interval <- function(method, w, after) {
  low <- lower_beta(w, after); high <- upper_beta(w)
  if (method == "beta-product") return(list(lower = quantile_beta(low, tail), upper = quantile_beta(high, 1 - tail)))
  mixture <- function(i, p) {   # mid-p: quantile of the even mixture of W- and W+
    l <- lapply(low, `[`, i); h <- lapply(high, `[`, i)
    if (l$a == 0 && p <= 0.5) return(0)
    if (h$b == 0 && p >= 0.5) return(1)
    if (l$a == 0) return(quantile_beta(h, 2 * p - 1))
    if (h$b == 0) return(quantile_beta(l, 2 * p))
    uniroot(function(x) (pbeta(x, l$a, l$b) + pbeta(x, h$a, h$b)) / 2 - p, 0:1, tol = 1e-15)$root
  }
  list(lower = vapply(seq_along(after), mixture, 0, tail), upper = vapply(seq_along(after), mixture, 0, 1 - tail))
}

# ---- Curves ------------------------------------------------------------------

# A curve is its counts with estimate, error and interval at each time, and what
# holds before the first.
curve_of <- function(x, kind, method, estimate, std_err, limits, interval, start, free, least = 0) {
  last <- times_estimated(x, least)
  none <- seq_along(x$time) > last
  list(kind = kind, method = method, cases = x$cases, events = sum(x$d), competing = sum(x$o), x = x, last = last,
       estimate = replace(estimate, none, NA), std_err = replace(std_err, none, NA), lower = replace(limits$lower, none, NA),
       upper = replace(limits$upper, none, NA), interval = replace(interval, none, NA), start = start, free = free)
}

# With late entry no beta product is defined: log-log, and nothing where that does not exist.
survival_method <- function(method, late) if (late && !is_normal(method)) "log-log" else method

survival_intervals <- function(method, s, se, x, late = FALSE) {
  if (late) {
    limits <- normal_interval(method, s, se)
    return(list(limits = limits, interval = ifelse(is.na(limits$lower), NA, method)))
  }
  w <- beta_product(x$n, x$d)
  exact <- beta_product_interval(if (is_normal(method)) "beta-product" else method, w, x$after)
  interval <- rep(if (is_normal(method)) "beta-product" else method, length(s))
  limits <- exact
  if (is_normal(method)) {
    normal <- normal_interval(method, s, se)
    has <- !is.na(normal$lower)
    limits <- list(lower = ifelse(has, normal$lower, exact$lower), upper = ifelse(has, normal$upper, exact$upper))
    interval[has] <- method
  }
  limits$lower[s < 1e-12] <- 0
  list(limits = limits, interval = interval)
}

survival_start <- function(method, after, late = FALSE) {
  if (late) return(list(estimate = 1, std_err = 0, lower = NA, upper = NA, interval = NA))
  interval <- if (is_normal(method)) "beta-product" else method
  limits <- beta_product_interval(interval, list(log_mean = 0, spread = 0), after)
  list(estimate = 1, std_err = 0, lower = limits$lower, upper = limits$upper, interval = interval)
}

# R takes rows (start, stop]; who is at risk from the origin on is so at time 0 too.
surv_of <- function(time, event, entry) if (any(entry > 0)) Surv(ifelse(entry > 0, entry, -1), time, event) else Surv(time, event)
step_at <- function(times, at, values, before) c(before, values)[findInterval(at, times) + 1]

# Kaplan-Meier, Greenwood.
kaplan_meier <- function(time, event, entry, method, late, least) {
  method <- survival_method(method, late)
  x <- counts(time, event, rep(FALSE, length(time)), entry)
  f <- survfit(surv_of(time, event, entry) ~ 1, conf.type = "none", timefix = FALSE)
  s <- step_at(f$time, x$time, f$surv, 1)
  se <- s * step_at(f$time, x$time, f$std.err, 0)
  se[s == 0] <- NA
  i <- survival_intervals(method, s, se, x, late)
  curve_of(x, "survival", method, s, se, i$limits, i$interval, survival_start(method, x$start, late), if (length(s)) s[length(s)] else 1, least)
}

# Kaplan-Meier of staying in follow-up: events leave before the censorings of a time.
reverse_kaplan_meier <- function(time, event, method) {
  x <- counts(time, event, rep(FALSE, length(time)), 0 * time)
  x$n <- x$n - x$d
  swap <- x$d; x$d <- x$c; x$c <- swap
  s <- cumprod(ifelse(x$d > 0, (x$n - x$d) / x$n, 1))
  se <- s * sqrt(cumsum(ifelse(x$d > 0, x$d / (x$n * (x$n - x$d)), 0)))
  se[s == 0] <- NA
  i <- survival_intervals(method, s, se, x)
  curve_of(x, "survival", method, s, se, i$limits, i$interval, survival_start(method, x$start), s[length(s)])
}

# Nelson-Aalen.
nelson_aalen <- function(time, event, entry, least) {
  x <- counts(time, event, rep(FALSE, length(time)), entry)
  f <- survfit(surv_of(time, event, entry) ~ 1, stype = 2, ctype = 1, timefix = FALSE)
  h <- step_at(f$time, x$time, f$cumhaz, 0)
  se <- step_at(f$time, x$time, f$std.chaz, 0)
  none <- h == 0
  bound <- function(after) ifelse(after > 0, -log(tail) / after, NA)
  limits <- list(lower = ifelse(none, 0, h * exp(-z * se / h)), upper = ifelse(none, bound(x$after), h * exp(z * se / h)))
  start <- list(estimate = 0, std_err = 0, lower = 0, upper = bound(x$start), interval = "beta-product")
  curve_of(x, "hazard", "log", h, se, limits, ifelse(none, "beta-product", "log"), start, 1, least)
}

# The two variances of an incidence from its counts, for delayed entry, which
# cmprsk does not take. With A_i = (F(t) - F(t_i)) / S(t_i):
#   aalen  sum S(t_i-)^2/n^2 (q(d) d (1 - A_i)^2 + q(o) o A_i^2)
#   delta  sum S(t_i-)^2/n   (p + r A_i^2 - (p + r A_i)^2),  p = d/n, r = 1 - (d+o)/n
incidence_from_counts <- function(x, variance) {
  q <- function(d) ifelse(d > 1 & x$n > 1, 1 - (d - 1) / (x$n - 1), 1)
  after <- cumprod(ifelse(x$n > 0, 1 - (x$d + x$o) / x$n, 1))
  before <- c(1, after[-length(after)])
  f <- cumsum(ifelse(x$d > 0, before * x$d / x$n, 0))
  happens <- which(x$d + x$o > 0)
  v <- vapply(seq_along(f), function(j) {
    i <- happens[happens <= j]
    n <- x$n[i]; d <- x$d[i]; o <- x$o[i]
    a <- ifelse(after[i] > 0, (f[j] - f[i]) / after[i], 0)
    if (variance == "aalen") sum(before[i]^2 / n^2 * (q(x$d)[i] * d * (1 - a)^2 + q(x$o)[i] * o * a^2))
    else sum(before[i]^2 / n * (d / n + (1 - (d + o) / n) * a^2 - (d / n + (1 - (d + o) / n) * a)^2))
  }, 0)
  list(f = f, variance = pmax(0, v))
}

# Aalen-Johansen: cmprsk's variance (aalen), or the infinitesimal jackknife of
# survfit (delta), on which the exact interval rests in any case.
incidence <- function(time, status, entry, cause, causes, method, variance, late, least) {
  x <- counts(time, status == cause, status > 0 & status != cause, entry)
  free <- cumprod(ifelse(x$n > 0, 1 - (x$d + x$o) / x$n, 1))
  if (sum(x$d) == 0) {
    f <- se <- delta <- 0 * x$time
  } else if (any(entry > 0)) {
    delta <- incidence_from_counts(x, "delta")
    f <- delta$f
    se <- sqrt(if (variance == "delta") delta$variance else incidence_from_counts(x, "aalen")$variance)
    delta <- delta$variance
  } else {
    fit <- survfit(Surv(time, factor(status, 0:causes)) ~ 1, timefix = FALSE)
    state <- match(as.character(cause), fit$states)
    delta <- step_at(fit$time, x$time, fit$std.err[, state], 0)^2
    c1 <- cuminc(time, status, cencode = 0)
    p <- timepoints(c1[paste(1, cause)], x$time)
    f <- as.numeric(p$est)
    se <- sqrt(pmax(0, if (variance == "delta") delta else as.numeric(p$var)))   # cmprsk may give -1e-19 where all had the event
  }
  f[f > 1 - 1e-12] <- 1
  known <- x$after + cumsum(x$d + x$o)   # cases whose outcome is known by the time
  n <- ifelse(!is_edge(f) & delta > 1e-30, pmin(known, f * (1 - f) / delta), known)
  limits <- exact_interval(f, n)
  interval <- rep("clopper-pearson", length(f))
  if (is_normal(method)) {
    normal <- normal_interval(method, f, se)
    has <- !is.na(normal$lower)
    limits <- list(lower = ifelse(has, normal$lower, limits$lower), upper = ifelse(has, normal$upper, limits$upper))
    interval[has] <- method
  }
  certain <- f == 1   # nobody is left and nothing competed: 1 less the limits of S
  if (any(certain)) {
    s <- beta_product_interval("beta-product", beta_product(x$n, x$d + x$o), x$after)
    limits$lower[certain] <- if (late) NA else 1 - s$upper[certain]
    limits$upper[certain] <- if (late) NA else 1
    interval[certain] <- if (late) NA else "beta-product"
  }
  first <- exact_interval(0, x$start)
  start <- list(estimate = 0, std_err = 0, lower = first$lower, upper = first$upper, interval = "clopper-pearson")
  curve_of(x, "incidence", method, f, se, limits, interval, start, if (length(free)) free[length(free)] else 1, least)
}

# The estimate at any time: that of the last point at or before it. Past the
# last follow-up there is none, unless nobody is event-free by then.
at_time <- function(curve, time) {
  x <- curve$x
  i <- findInterval(time, x$time)
  later <- which(x$time >= time)
  p <- if (i == 0) curve$start else list(estimate = curve$estimate[i], std_err = curve$std_err[i], lower = curve$lower[i], upper = curve$upper[i], interval = curve$interval[i])
  if (curve$cases == 0 || i > curve$last || is_past(curve, time) && !carry) p <- list(estimate = NA, std_err = NA, lower = NA, upper = NA, interval = NA)
  c(list(at_risk = if (length(later)) x$n[later[1]] else 0, events = sum(x$d[seq_len(i)]), competing = sum(x$o[seq_len(i)]), censored = sum(x$c[seq_len(i)])), p)
}
is_past <- function(curve, time) {
  n <- length(curve$x$time)
  if (n > 0 && time <= curve$x$time[n]) return(FALSE)
  curve$kind == "hazard" || curve$free > 1e-12
}

# ---- Quantiles, restricted mean, proportion ----------------------------------

equal_share <- sqrt(.Machine$double.eps)

# The first time below a level, or the middle of the stretch on it, as R's
# quantile.survfit. own: only points with the curve's own interval.
falls_to <- function(curve, p, value, own) {
  last <- seq_len(curve$last); y <- curve[[value]][last]; time <- curve$x$time[last]
  use <- if (own) !is.na(curve$interval[last]) & curve$interval[last] == curve$method else rep(TRUE, length(y))
  if ((!own || curve$start$interval %in% curve$method) && curve$start[[value]] <= p) return(0)
  on <- use & abs(y - p) < equal_share
  below <- use & !on & y < p
  first_below <- if (any(below)) which(below)[1] else NA
  first_on <- if (any(on)) which(on)[1] else NA
  if (!is.na(first_on) && !is.na(first_below) && first_on > first_below) first_on <- NA
  if (!is.na(first_below)) return(if (is.na(first_on)) time[first_below] else (time[first_on] + time[first_below]) / 2)
  if (plateau == "none" || is.na(first_on)) return(NA)
  (time[first_on] + time[length(time)]) / 2
}
rises_to <- function(curve, p, value, own) {
  last <- seq_len(curve$last); y <- curve[[value]][last]
  use <- if (own) !is.na(curve$interval[last]) & curve$interval[last] == curve$method else rep(TRUE, length(y))
  if ((!own || curve$start$interval %in% curve$method) && curve$start[[value]] > p - equal_share) return(0)
  reached <- which(use & y > p - equal_share)
  if (length(reached)) curve$x$time[reached[1]] else NA
}
quantile_of <- function(curve, p) {
  if (curve$cases == 0) return(list(time = NA, lower = NA, upper = NA, at_risk = 0))
  q <- if (curve$kind == "survival")
    list(time = falls_to(curve, 1 - p, "estimate", FALSE), lower = falls_to(curve, 1 - p, "lower", TRUE), upper = falls_to(curve, 1 - p, "upper", TRUE))
  else list(time = rises_to(curve, p, "estimate", FALSE), lower = rises_to(curve, p, "upper", TRUE), upper = rises_to(curve, p, "lower", TRUE))
  at <- if (is.na(q$time)) max(curve$x$time) else q$time
  c(q, at_risk = at_time(curve, at)$at_risk)
}

# Bounds of the mean time lost up to tau, as shares of tau: the beta product carried
# from S(t) to an area. With U uniform, one for each time with events, and m = d + o,
# V falls there by U^(1/n) Beta(n - m + 1, m - 1); L- gives Beta(d, o) of each fall to
# the cause until tau, L+ adds at each time what a failure just after it would. Their
# first two moments, by recursion from the last time, are those of beta variables.
mean_bounds <- function(curve, tau) {
  x <- curve$x
  power <- function(p) 1 / (1 + p)   # E[U^p]
  at <- which(x$time <= tau)
  start <- c(0, x$time[at]); width <- c(start[-1], tau) - start; n_after <- c(x$start, x$after[at])
  happens <- at[x$d[at] + x$o[at] > 0]
  gap <- findInterval(seq_along(start) - 1, happens)   # events before each stretch
  matched <- function(upper) {
    later <- c(0, 0)
    for (g in length(happens):0) {
      w <- if (upper) width[gap == g] else 0; p <- if (upper) 1 / n_after[gap == g] else 0
      first <- sum(w * (1 - power(p)))
      second <- sum(outer(w, w) * (1 - outer(power(p), power(p), "+") + power(outer(p, p, "+"))))
      if (g < length(happens)) {
        i <- happens[g + 1]; n <- x$n[i]; m <- x$d[i] + x$o[i]; left <- tau - x$time[i]
        stay <- (n - m + 1) / (n + 1); stay2 <- stay * (n - m + 2) / (n + 2)
        share <- x$d[i] / m; share2 <- share * (x$d[i] + 1) / (m + 1)
        both <- sum(w * (n - m + 1) / n * (power(1 / n) - power(p + 1 / n)))
        second <- second + (1 - 2 * stay + stay2) * share2 * left^2 + stay2 * later[2] +
          2 * (first - both) * share * left + 2 * both * later[1] + 2 * (stay - stay2) * share * left * later[1]
        first <- first + (1 - stay) * share * left + stay * later[1]
      }
      later <- c(first, second)
    }
    mean <- later[1] / tau; size <- mean * (1 - mean) / (later[2] / tau^2 - mean^2) - 1
    list(a = mean * size, b = (1 - mean) * size)
  }
  list(lower = matched(FALSE), upper = matched(TRUE))
}

# Mean time free of the event up to tau, or lost to it for an incidence.
restricted_mean <- function(curve, tau, variance, late) {
  none <- list(estimate = NA, std_err = NA, lower = NA, upper = NA, method = NA, reason = "none")
  if (curve$cases == 0 || findInterval(tau, curve$x$time) > curve$last || is_past(curve, tau)) return(none)
  x <- curve$x
  f <- if (curve$kind == "survival") 1 - curve$estimate else curve$estimate
  keep <- x$time <= tau
  t <- x$time[keep]; f <- f[keep]; n <- x$n[keep]; d <- x$d[keep]; o <- x$o[keep]
  area_to <- c(0, cumsum(c(0, f)[seq_along(t)] * diff(c(0, t))))[-1]   # area under F up to each time
  lost <- if (length(t)) area_to[length(t)] + f[length(f)] * (tau - t[length(t)]) else 0
  after <- cumprod(ifelse(n > 0, 1 - (d + o) / n, 1))
  before <- c(1, after)[seq_along(t)]
  own <- tau - t
  later <- ifelse(after > 0, (lost - area_to - f * own) / after, 0)
  happens <- d + o > 0 & before > 0
  terms <- if (curve$kind == "incidence" && variance == "aalen") {
    q <- function(d) ifelse(d > 1, 1 - (d - 1) / (n - 1), 1)
    before^2 / n^2 * (q(d) * d * (own - later)^2 + q(o) * o * later^2)
  } else {
    fail <- d / n; stay <- (n - d - o) / n
    before^2 / n * (fail * (1 - fail) * own^2 - 2 * fail * stay * own * later + stay * (1 - stay) * later^2)
  }
  m <- list(estimate = if (curve$kind == "survival") tau - lost else lost, std_err = NA, lower = NA, upper = NA, method = NA, reason = "none")
  v <- sum(terms[happens])
  if (sum(d) == 0) return(m)
  if (v > singular * tau^2) { m$std_err <- sqrt(v); m$reason <- "" }
  if (curve$cases < few_for_mean && late) {
    m$reason <- "none"
  } else if (curve$cases < few_for_mean) {
    b <- mean_bounds(curve, tau)
    lost <- tau * c(qbeta(tail, b$lower$a, b$lower$b), qbeta(1 - tail, b$upper$a, b$upper$b))
    if (curve$kind == "survival") lost <- tau - rev(lost)
    m$lower <- lost[1]; m$upper <- lost[2]; m$method <- "beta-product-area"
  } else if (m$reason == "") {
    m$lower <- max(0, m$estimate - z * m$std_err)
    m$upper <- min(tau, m$estimate + z * m$std_err)
    m$method <- "normal"
  }
  m
}

# The latest time asked for to which no case of the group is censored.
proportion_of <- function(time, status, entry, times) {
  p <- NULL
  if (any(entry > 0)) return(p)
  for (at in times) {
    if (any(status == 0 & time < at)) break
    k <- sum(status == 1 & time <= at); n <- length(time)
    p <- c(list(time = at, k = k, n = n), if (n) exact_interval(k / n, n) else list(lower = NA, upper = NA))
  }
  p
}

# ---- Tests -------------------------------------------------------------------

# x' V^-1 x, NA where V is singular; V may be that of several splits at once
# (columns of x, slices of V).
quadratic_forms <- function(x, v) {
  k <- nrow(x)
  sum <- rep(0, ncol(x)); ok <- rep(TRUE, ncol(x))
  for (i in seq_len(k)) {
    own <- v[i, i, ]
    for (j in seq_len(i)) {
      for (l in seq_len(j - 1)) v[i, j, ] <- v[i, j, ] - v[i, l, ] * v[j, l, ]
      if (j < i) v[i, j, ] <- v[i, j, ] / v[j, j, ]
    }
    good <- !is.na(v[i, i, ]) & v[i, i, ] > singular * own
    ok <- ok & good
    v[i, i, ] <- sqrt(ifelse(good, v[i, i, ], 1))
    for (l in seq_len(i - 1)) x[i, ] <- x[i, ] - v[i, l, ] * x[l, ]
    x[i, ] <- x[i, ] / v[i, i, ]
    sum <- sum + x[i, ]^2
  }
  ifelse(ok, sum, NA)
}
quadratic_form <- function(x, v) quadratic_forms(matrix(x, ncol = 1), array(v, c(length(x), length(x), 1)))

# Observed and expected events and their covariance, of the log-rank test with
# weights S(t-)^rho, from the counts: for delayed entry, which survdiff does not take.
logrank_sums <- function(time, event, entry, g, groups, rho) {
  o <- e <- rep(0, groups); v <- matrix(0, groups, groups); s <- 1
  for (t in sort(unique(time[event]))) {
    n <- tabulate(g[(entry < t | entry <= 0) & time >= t], groups)
    d <- tabulate(g[event & time == t], groups)
    w <- s^rho; all <- sum(n); dead <- sum(d)
    o <- o + w * d
    e <- e + w * dead * n / all
    if (all > 1) v <- v + w^2 * dead * (all - dead) / (all - 1) * (diag(n / all, groups) - tcrossprod(n / all))
    s <- s * (1 - dead / all)
  }
  list(o = o, e = e, v = v)
}
logrank_parts <- function(time, event, entry, g, strata, rho) {
  # Ranks have the same test, and no two of them are so close that R takes them as tied.
  d <- data.frame(time = match(time, sort(unique(time))), event = event, g = g, strata = strata)
  f <- if (any(entry > 0)) NULL else tryCatch(
    if (nlevels(strata) > 1) survdiff(Surv(time, event) ~ g + strata(strata), data = d, rho = rho)
    else survdiff(Surv(time, event) ~ g, data = d, rho = rho),
    error = function(singular) NULL)
  if (!is.null(f)) return(list(o = rowSums(as.matrix(f$obs)), e = rowSums(as.matrix(f$exp)), v = f$var))
  parts <- lapply(split(seq_along(time), strata), function(i) logrank_sums(time[i], event[i], entry[i], as.integer(g)[i], nlevels(g), rho))
  Reduce(function(a, b) list(o = a$o + b$o, e = a$e + b$e, v = a$v + b$v), parts)
}
no_test <- list(statistic = NA, df = NA, left_out = 0)
one_stratum <- function(time) factor(rep(1, length(time)))

# With late entry only the events count at which every group has at least so many
# at risk; the others are taken as censored. No test of fewer than five that count.
events_that_count <- function(time, status, entry, g, least, own) {
  none <- list(status = status, left_out = 0, few = FALSE)
  if (!any(entry > 0) || least == 0) return(none)
  for (t in unique(time[status > 0])) {
    n <- tabulate(as.integer(g)[(entry < t | entry <= 0) & time >= t], nlevels(g))
    if (any(n < least)) none$status[time == t] <- 0
  }
  none$left_out <- sum(own(status)) - sum(own(none$status))
  none$few <- sum(own(none$status)) < least_counted
  none
}

log_rank <- function(time, event, entry, g, strata, rho, scores = NULL, least = 0) {
  g <- droplevels(g); strata <- droplevels(strata)
  if (nlevels(g) < 2) return(no_test)
  counted <- events_that_count(time, as.numeric(event), entry, g, least, function(status) status > 0)
  no_test$left_out <- counted$left_out
  event <- counted$status > 0
  if (counted$few || !any(event)) return(no_test)
  p <- logrank_parts(time, event, entry, g, strata, rho)
  if (!is.null(scores)) {
    s <- scores[levels(g)] - mean(range(scores[levels(g)]))
    variance <- sum(s * (p$v %*% s))
    if (!(variance > singular * sum(s^2 * diag(p$v)))) return(no_test)
    return(list(statistic = sum(s * (p$o - p$e))^2 / variance, df = 1, left_out = counted$left_out))
  }
  compared <- which(p$e > 0)[-1]
  if (!length(compared)) return(no_test)
  statistic <- quadratic_form((p$o - p$e)[compared], p$v[compared, compared, drop = FALSE])
  if (is.na(statistic)) return(no_test)
  list(statistic = statistic, df = length(compared), left_out = counted$left_out)
}

# Gray's test of a cause: by cmprsk, or by the formula of gray_sums where entry is
# late, which cmprsk does not take, and where cmprsk stops at a 0/0. A variance
# that is not positive definite, as where a group is used up early, gives none,
# though cmprsk has a number.
gray <- function(time, status, entry, g, strata, rho, cause = 1, least = 0) {
  g <- droplevels(g); strata <- droplevels(strata)
  if (nlevels(g) < 2) return(no_test)
  counted <- events_that_count(time, status, entry, g, least, function(status) status == cause)
  no_test$left_out <- counted$left_out
  status <- counted$status
  if (counted$few || !any(status == cause)) return(no_test)
  first <- ifelse(status == cause, 1, ifelse(status > 0, 2, 0))
  sums <- lapply(split(seq_along(time), strata), function(i) gray_sums(time[i], first[i], entry[i], cbind(as.integer(g)[i]), nlevels(g), rho))
  sums <- Reduce(function(a, b) list(score = a$score + b$score, v = a$v + b$v, emptied = a$emptied | b$emptied), sums)
  statistic <- if (sums$emptied) NA else quadratic_forms(sums$score, sums$v)
  if (is.na(statistic)) return(no_test)
  if (any(entry > 0)) return(list(statistic = statistic, df = nlevels(g) - 1, left_out = counted$left_out))
  tests <- tryCatch(cuminc(time, status, g, strata, rho = rho, cencode = 0)$Tests, error = function(problem) NULL)
  if (is.null(tests)) return(list(statistic = statistic, df = nlevels(g) - 1, left_out = 0))
  row <- match(as.character(cause), rownames(tests))
  list(statistic = tests[row, "stat"], df = tests[row, "df"], left_out = 0)
}
tail_p <- function(t) pchisq(t$statistic, t$df, lower.tail = FALSE)

# The log-rank test of the lengths of follow-up: censoring is the event, and the
# events of a time leave before its censorings.
follow_up_differs <- function(time, status, g, strata = one_stratum(time)) {
  order <- 2 * match(time, sort(unique(time))) - (status > 0)
  p <- tail_p(log_rank(order, status == 0, 0 * order, g, strata, 0))
  !is.na(p) && p < follow_up_alpha
}

# ---- Permutation tests -------------------------------------------------------

# The number of ways to share out the groups.
splits_of <- function(sizes) exp(lfactorial(sum(sizes)) - sum(lfactorial(sizes)))

# Every split of the groups that have a case, as a column of group numbers.
splits_among <- function(g) {
  sizes <- table(as.integer(g))
  splits <- all_splits(as.integer(sizes))
  splits[] <- as.integer(names(sizes))[splits]
  splits
}
all_splits <- function(sizes) {
  if (length(sizes) == 1) return(matrix(1L, sizes, 1))
  n <- sum(sizes)
  last <- combn(n, sizes[length(sizes)])
  rest <- all_splits(sizes[-length(sizes)])
  out <- matrix(length(sizes), n, ncol(last) * ncol(rest))
  for (i in seq_len(ncol(last))) out[-last[, i], (i - 1) * ncol(rest) + seq_len(ncol(rest))] <- rest
  out
}

# The score of the log-rank test, its variance and the expected events of many
# splits at once: g has a row a case, a column a split.
logrank_of_splits <- function(time, status, g, groups) {
  b <- ncol(g)
  score <- expected <- matrix(0, groups, b); v <- array(0, c(groups, groups, b))
  for (t in sort(unique(time[status > 0]))) {
    risk <- g[time >= t, , drop = FALSE]; dead <- g[time == t & status > 0, , drop = FALSE]
    n <- nrow(risk); d <- nrow(dead)
    share <- lapply(seq_len(groups), function(i) colSums(risk == i) / n)
    spread <- if (n > 1) d * (n - d) / (n - 1) else 0
    for (i in seq_len(groups)) {
      expected[i, ] <- expected[i, ] + d * share[[i]]
      score[i, ] <- score[i, ] + colSums(dead == i) - d * share[[i]]
      for (j in seq_len(i)) v[i, j, ] <- v[i, j, ] + spread * share[[i]] * ((i == j) - share[[j]])
    }
  }
  list(score = score, v = v, expected = expected)
}

# The score and its variance of Gray's test of cause 1, of many splits at once, as
# in cmprsk. With h_k = n_k/S_k(t-), R_k = h_k (1 - F_k(t-)) and dF = d/h, the
# score is sum (1 - F(t-))^rho (d_k - d R_k/R), and its variance that of sums over
# martingales of each group (Gray, Ann Stat 1988).
gray_sums <- function(time, status, entry, g, groups, rho) {
  b <- ncol(g); k <- groups - 1; emptied <- rep(FALSE, b); zero <- function() matrix(0, groups, b)
  s <- zero() + 1; f <- zero(); pooled <- rep(0, b); score <- matrix(0, k, b)
  c_sum <- array(0, c(groups, k, b)); yy <- zero(); xy <- array(0, c(groups, k, b)); xx <- array(0, c(groups, k, k, b))
  for (t in sort(unique(time[status > 0]))) {
    of <- function(rows) { part <- g[rows, , drop = FALSE]; t(vapply(seq_len(groups), function(r) colSums(part == r), rep(0, b))) }
    shape <- function(m) matrix(m, groups, b)
    n <- shape(of((entry < t | entry <= 0) & time >= t)); d <- shape(of(time == t & status == 1)); e <- shape(of(time == t & status > 1))
    events <- sum(time == t & status == 1)
    emptied <- emptied | colSums(n > 0 & s == 0) > 0   # later cases entered a group with no one left event-free
    h <- ifelse(n > 0, n / s, 0); risk <- h * (1 - f)
    all_h <- colSums(h); all_risk <- colSums(risk)
    before <- pooled; pooled <- pooled + events / all_h
    after <- ifelse(n > 0, s * (n - d - e) / n, s)
    several <- colSums(n > 0) > 1
    weight <- (1 - before)^rho
    for (i in seq_len(k)) score[i, ] <- score[i, ] + ifelse(several, weight * (d[i + 1, ] - events * risk[i + 1, ] / all_risk), 0)
    free <- 1 - before; free[abs(free) < 1e-12] <- 0
    for (r in seq_len(groups)) {
      here <- several & n[r, ] > 0
      q <- ifelse(after[r, ] > 0, (1 - pooled) / after[r, ], 0)
      a <- matrix(0, k, b)
      add <- function(own, y, v) {
        v <- ifelse(here, v, 0)
        x <- own * a - sweep(matrix(c_sum[r, , ], k, b), 2, y, `*`)
        for (i in seq_len(k)) {
          xy[r, i, ] <<- xy[r, i, ] + ifelse(here, v * y * x[i, ], 0)
          for (j in seq_len(i)) xx[r, i, j, ] <<- xx[r, i, j, ] + ifelse(here, v * x[i, ] * x[j, ], 0)
        }
        yy[r, ] <<- yy[r, ] + ifelse(here, v * y^2, 0)
      }
      if (events > 0) {
        for (i in seq_len(k)) a[i, ] <- weight * h[r, ] * ((r == i + 1) - h[i + 1, ] / all_h)
        for (i in seq_len(k)) c_sum[r, i, ] <- c_sum[r, i, ] + ifelse(here, a[i, ] * events / (all_h * free), 0)
        tied <- if (events > 1) 1 - (events - 1) / (all_h * s[r, ] - 1) else 1
        add(1, 1 - q, events / (all_h * h[r, ]) * tied)
      }
      if (any(e[r, ] > 0)) {
        tied <- ifelse(e[r, ] > 1, 1 - (e[r, ] - 1) / (n[r, ] - 1), 1)
        add(0, -q, e[r, ] * (s[r, ] / n[r, ])^2 * tied)
      }
    }
    f <- ifelse(n > 0, f + s * d / n, f)
    s <- after
  }
  v <- array(0, c(k, k, b))
  for (r in seq_len(groups)) for (i in seq_len(k)) for (j in seq_len(i))
    v[i, j, ] <- v[i, j, ] + xx[r, i, j, ] + xy[r, i, ] * c_sum[r, j, ] + xy[r, j, ] * c_sum[r, i, ] + yy[r, ] * c_sum[r, i, ] * c_sum[r, j, ]
  list(score = score, v = v, emptied = emptied)
}
gray_of_splits <- function(time, status, g, groups) gray_sums(time, status, 0 * time, g, groups, 0)

# The statistics of many splits at once, from the sums of each stratum. A group
# that is never at risk at an event is not compared by the log-rank test.
statistics_of <- function(sums) {
  sums <- Reduce(function(a, b) Map(`+`, a, b), sums)
  if (is.null(sums$expected)) return(quadratic_forms(sums$score, sums$v))
  statistic <- rep(NA_real_, ncol(sums$score))
  compared <- apply(sums$expected > 0, 2, function(x) paste(which(x), collapse = " "))
  for (pattern in unique(compared)) {
    at <- as.integer(strsplit(pattern, " ")[[1]])[-1]
    of <- which(compared == pattern)
    if (length(at)) statistic[of] <- quadratic_forms(sums$score[at, of, drop = FALSE], sums$v[at, at, of, drop = FALSE])
  }
  statistic
}

# The numbers of so many splits in parts that a table of so many cases can hold.
parts_of_splits <- function(splits, cases) split(seq_len(splits), (seq_len(splits) - 1) %/% max(1, floor(2e6 / cases)))

# The permutation test: the share of all splits within the strata with a statistic
# no smaller than that of the data; p_min is the least p that a split could have given.
no_permutation <- list(statistic = NA, p = NA, p_min = NA, permutations = 0, sampled = FALSE)
permutation_test <- function(time, status, entry, g, kind, strata = one_stratum(time)) {
  g <- droplevels(g); strata <- droplevels(strata)
  if (any(entry > 0)) return(no_permutation)
  observed <- if (kind == "incidence") gray(time, status, entry, g, strata, 0) else log_rank(time, status > 0, entry, g, strata, 0)
  if (is.na(observed$statistic)) return(no_permutation)
  result <- modifyList(no_permutation, list(statistic = observed$statistic))
  if (length(time) > most_permuted_small) return(result)
  rows <- split(seq_along(time), strata)
  if (prod(vapply(rows, function(i) splits_of(table(g[i])), 0)) > most_splits * (1 + 1e-9)) return(modifyList(result, list(permutations = 9999, sampled = TRUE)))
  splits <- lapply(rows, function(i) splits_among(g[i]))
  of_splits <- if (kind == "incidence") gray_of_splits else logrank_of_splits
  ways <- vapply(splits, ncol, 0); before <- cumprod(c(1, ways))   # split j of all is split (j - 1) / before mod ways of a stratum
  values <- unlist(lapply(parts_of_splits(prod(ways), length(time)), function(j) statistics_of(lapply(seq_along(rows), function(s)
    of_splits(time[rows[[s]]], status[rows[[s]]], splits[[s]][, (j - 1) %/% before[s] %% ways[s] + 1, drop = FALSE], nlevels(g))))), use.names = FALSE)
  values[is.na(values)] <- 0
  share <- function(from) mean(values >= from - 1e-9 * max(1, from))
  result$p <- share(observed$statistic)
  result$p_min <- share(max(observed$statistic, values))
  result$permutations <- length(values)
  result
}

# The least p of splits drawn at random, as (1 + draws with the largest statistic)/(draws + 1).
drawn_p_min <- function(time, status, g, kind, permuted) {
  g <- as.integer(droplevels(g)); groups <- max(g)
  order <- order(time); time <- time[order]; status <- status[order]
  of_splits <- if (kind == "incidence") gray_of_splits else logrank_of_splits
  set.seed(1)
  values <- unlist(lapply(parts_of_splits(permuted$permutations, length(time)),
    function(i) statistics_of(list(of_splits(time, status, vapply(i, function(j) sample(g), g), groups)))), use.names = FALSE)
  values[is.na(values)] <- 0
  top <- max(permuted$statistic, values)
  (1 + sum(values >= top - 1e-9 * max(1, top))) / (permuted$permutations + 1)
}

# ---- Differences -------------------------------------------------------------

# P(X - Y <= d) of independent beta variables, by tanh-sinh steps, which take
# the singular ends; the narrower is integrated over.
beta_variance <- function(x) x$a * x$b / ((x$a + x$b)^2 * (x$a + x$b + 1))
beta_cdf <- function(q, x) if (x$a == 0) as.numeric(q >= 0) else if (x$b == 0) as.numeric(q >= 1) else pbeta(q, x$a, x$b)
difference_cdf <- function(x, y, d) {
  if (beta_variance(x) < beta_variance(y)) { swap <- list(a = y$b, b = y$a); y <- list(a = x$b, b = x$a); x <- swap }
  if (y$a == 0) return(beta_cdf(d, x))
  if (y$b == 0) return(beta_cdf(1 + d, x))
  if (x$a == 0) return(1 - beta_cdf(-d, y))
  if (x$b == 0) return(1 - beta_cdf(1 - d, y))
  from <- max(0, -d, qbeta(1e-16, y$a, y$b)); to <- min(1, 1 - d, qbeta(1e-16, y$a, y$b, lower.tail = FALSE))
  certain <- if (d > 0) pbeta(1 - d, y$a, y$b, lower.tail = FALSE) else 0
  if (from >= to) return(certain)
  t <- seq(-3.5, 3.5, by = 1 / 16); s <- pi / 2 * sinh(t)
  near <- 1 / (exp(abs(s)) * cosh(s)); weight <- pi / 2 * cosh(t) / cosh(s)^2
  half <- (to - from) / 2
  at <- ifelse(t > 0, to - half * near, from + half * near)
  use <- at > from & at < to & weight > 0
  certain + sum((weight * pbeta(at + d, x$a, x$b) * dbeta(at, y$a, y$b))[use]) / 16 * half
}
difference_quantile <- function(x, y, p) {
  if (difference_cdf(x, y, -1) >= p) return(-1)
  uniroot(function(d) difference_cdf(x, y, d) - p, c(-1, 1), tol = 1e-14)$root
}

# The melded beta product of two groups at a time (Fay, Proschan and Brittain, Biometrics 2015).
bounds_at <- function(curve, time) {
  x <- curve$x
  i <- findInterval(time, x$time)
  w <- beta_product(x$n[seq_len(i)], x$d[seq_len(i)])
  w <- if (i) lapply(w, `[`, i) else list(log_mean = 0, spread = 0)
  list(lower = lower_beta(w, if (i) x$after[i] else x$start), upper = upper_beta(w))
}
difference_at <- function(a, b, time, late) {
  pa <- at_time(a, time); pb <- at_time(b, time)
  d <- list(estimate = NA, std_err = NA, lower = NA, upper = NA, p = NA, method = NA)
  if (is.na(pa$estimate) || is.na(pb$estimate)) return(d)
  d$estimate <- pa$estimate - pb$estimate
  d$std_err <- sqrt(pa$std_err^2 + pb$std_err^2)
  small <- a$cases < few_cases || b$cases < few_cases
  edge <- is_edge(pa$estimate) || is_edge(pb$estimate)
  if (a$kind == "survival" && (small || edge)) {
    if (late) return(d)   # no beta product
    x <- bounds_at(a, time); y <- bounds_at(b, time)
    d$lower <- difference_quantile(x$lower, y$upper, tail)
    d$upper <- difference_quantile(x$upper, y$lower, 1 - tail)
    d$p <- min(1, 2 * min(difference_cdf(x$lower, y$upper, 0), difference_cdf(y$lower, x$upper, 0)))
    d$method <- "melded-beta-product"
  } else if (!small && !edge) {   # Klein, Logan, Harhoff and Andersen, Stat Med 2007; Zou and Donner 2008
    free <- function(p) if (a$kind == "incidence") 1 - p$estimate else p$estimate
    qa <- free(pa); qb <- free(pb)
    g <- log(-log(qa)) - log(-log(qb))
    d$p <- 2 * pnorm(-abs(g) / sqrt((pa$std_err / (qa * log(qa)))^2 + (pb$std_err / (qb * log(qb)))^2))
    la <- normal_interval("log-log", qa, pa$std_err); lb <- normal_interval("log-log", qb, pb$std_err)
    down <- sqrt((qa - la$lower)^2 + (lb$upper - qb)^2); up <- sqrt((la$upper - qa)^2 + (qb - lb$lower)^2)
    if (a$kind == "incidence") { swap <- down; down <- up; up <- swap }
    d$lower <- d$estimate - down; d$upper <- d$estimate + up
    d$method <- "cloglog"
  }
  d
}
difference_of_means <- function(a, b, tau, variance, late) {
  ma <- restricted_mean(a, tau, variance, late); mb <- restricted_mean(b, tau, variance, late)
  d <- list(estimate = ma$estimate - mb$estimate, std_err = NA, lower = NA, upper = NA, p = NA, method = NA)
  if (ma$reason != "" || mb$reason != "") return(d)
  d$std_err <- sqrt(ma$std_err^2 + mb$std_err^2)
  if ("beta-product-area" %in% c(ma$method, mb$method)) {   # the bounds of both, melded
    x <- mean_bounds(a, tau); y <- mean_bounds(b, tau)
    if (a$kind == "survival") { swap <- x; x <- y; y <- swap }
    d$lower <- tau * difference_quantile(x$lower, y$upper, tail)
    d$upper <- tau * difference_quantile(x$upper, y$lower, 1 - tail)
    d$p <- min(1, 2 * min(difference_cdf(x$lower, y$upper, 0), difference_cdf(y$lower, x$upper, 0)))
    d$method <- "melded-beta-product"
    return(d)
  }
  d$lower <- d$estimate - z * d$std_err; d$upper <- d$estimate + z * d$std_err
  d$p <- 2 * pnorm(-abs(d$estimate) / d$std_err)
  d$method <- "normal"
  d
}

# ---- One comparison ----------------------------------------------------------

is_landmark <- function(set) startsWith(set, "landmark")

# The time of a milestone of which nobody knows when it was, if it was.
is_undated <- function(time) !is.na(time) & time < 0

# The analysed cases of a set, with the group of each by a column. A milestone
# splits the time of a case into that before and after it, or, from a landmark
# on, groups by whether it was reached by the day. A time under 0 says that nobody
# knows when: such a case is missing.
comparison <- function(e, d, set, kind, header, levels) {
  missing <- 0; aside <- NULL
  if (is_landmark(set)) d <- d[d$status >= 0 & d$time > e$landmark, ]
  if (kind == "milestone" && is_landmark(set)) {
    by <- d[[header]]
    g <- factor(ifelse(!is.na(by) & by <= e$landmark, "yes", "no"), levels)
    g[is_undated(by)] <- NA
    missing <- sum(is.na(g))
  } else if (kind == "milestone") {
    d <- d[d$status >= 0, ]
    missing <- sum(is_undated(d[[header]]))
    d <- d[!is_undated(d[[header]]), ]
    s <- d[[header]]
    before <- is.na(s) | s >= d$time
    since <- !before & s <= pmax(0, d$entry)
    both <- !before & !since
    row <- function(i, entry, time, status, group) data.frame(entry = entry, time = time, status = status, g = rep(group, length(entry)))
    d <- rbind(row(before, pmax(0, d$entry[before]), d$time[before], d$status[before], "no"),
      row(since, pmax(0, d$entry[since]), d$time[since], d$status[since], "yes"),
      row(both, pmax(0, d$entry[both]), s[both], rep(0, sum(both)), "no"),
      row(both, s[both], d$time[both], d$status[both], "yes"))
    g <- factor(d$g, levels)
  } else {
    g <- factor(if (kind == "all") rep(levels[1], nrow(d)) else d[[header]], levels)
    missing <- sum(is.na(g))
  }
  aside <- table(g[d$status < 0])
  keep <- d$status >= 0 & !is.na(g)
  list(endpoint = e, data = d[keep, , drop = FALSE], g = g[keep], kind = kind, missing = missing, set_aside = aside, header = header)
}

interval_method <- function(k, cause = 1) {
  e <- k$endpoint
  if (e$interval != "auto") return(e$interval)
  events <- if (e$kind == "incidence") k$data$status == cause else k$data$status > 0
  small <- any(is_small(table(k$g), tapply(events, k$g, sum, default = 0))) && !(e$kind == "survival" && is_late(k))
  if (!small) "log-log" else if (e$kind == "incidence") "clopper-pearson" else "beta-product"
}

is_late <- function(k) any(k$data$entry > 0)

curve_for <- function(k, which, cause = 1) {
  e <- k$endpoint; d <- k$data[which, , drop = FALSE]; method <- interval_method(k, cause)
  if (e$kind == "incidence") incidence(d$time, d$status, d$entry, cause, e$causes, method, e$variance, is_late(k), e$min_group)
  else kaplan_meier(d$time, d$status > 0, d$entry, method, is_late(k), e$min_group)
}

# Independence dated at the last transfusion is observed a window later (shift):
# the cases have the observed times, and the curve begins where the report does.
expected_curve <- function(key, curve, shift) {
  x <- curve$x
  points <- data.frame(time = x$time, at_risk = x$n, events = x$d, competing = x$o, censored = x$c, estimate = curve$estimate,
    std_err = curve$std_err, lower = curve$lower, upper = curve$upper, interval = curve$interval)
  assign(key, points[points$time >= shift, ], envir = curves)
}
curves <- new.env(hash = TRUE)

check_group <- function(k, id, group, times) {
  e <- k$endpoint
  which <- k$g == group
  d <- k$data[which, , drop = FALSE]
  key <- paste0("group.", id)
  curve <- if (nrow(d)) curve_for(k, which) else
    list(kind = e$kind, method = if (e$kind == "survival") survival_method(interval_method(k), is_late(k)) else interval_method(k), cases = 0, last = 0, events = 0, competing = 0, start = NULL, free = 1,
         x = list(time = numeric(0), n = 0[0], d = 0[0], o = 0[0], c = 0[0], start = 0, after = 0[0]))
  put(key, cases = curve$cases, events = curve$events, competing_events = curve$competing, missing = k$missing,
      set_aside = as.numeric(k$set_aside[group]), interval = curve$method,
      last_follow_up = if (nrow(d)) max(curve$x$time) else NA)
  if (nrow(d)) {
    expected_curve(key, curve, e$shift)
    if (e$shift > 0) do.call(put, c(paste0(key, ".start"), at_time(curve, e$shift - 1e-9)))
    else put(paste0(key, ".start"), at_risk = curve$x$n[1], events = 0, competing = 0, censored = 0, estimate = curve$start$estimate,
        std_err = curve$start$std_err, lower = curve$start$lower, upper = curve$start$upper, interval = curve$start$interval)
  } else curve$start <- list(estimate = NA, std_err = NA, lower = NA, upper = NA, interval = NA)
  for (i in seq_along(times)) {
    do.call(put, c(paste0(key, ".at.", i), at_time(curve, times[i])))
    skip(paste0(key, ".at.", i, ".worst"), "needs the day to which a case set aside was last known event-free")
  }
  if (e$kind == "survival") {
    hazard <- if (nrow(d)) nelson_aalen(d$time, d$status > 0, d$entry, e$min_group) else modifyList(curve, list(kind = "hazard"))
    for (i in seq_along(times)) {
      do.call(put, c(paste0(key, ".hazard.", i), at_time(hazard, times[i])))
    }
  }
  for (p in c(25, 50, 75)) {
    q <- quantile_of(curve, p / 100)
    for (name in c("time", "lower", "upper")) q[[name]] <- max(q[[name]], e$shift)
    do.call(put, c(paste0(key, ".quantile.", p), q))
  }
  if (!is.na(e$tau)) do.call(put, c(paste0(key, ".rmst"), restricted_mean(curve, e$tau, e$variance, is_late(k))))
  if (e$days_to_event == "yes") check_days(key, k, d)
  if (k$kind != "milestone" || is_landmark(k$set)) {
    p <- proportion_of(d$time, d$status, k$data$entry, times)
    if (!is.null(p)) do.call(put, c(paste0(key, ".proportion"), p))
  }
}

# Quartiles (type 7) of the days to the event. An event that took place on day 0
# by convention, as where a count never fell, is no day: n says how many are.
check_days <- function(key, k, d) {
  t <- sort(d$time[d$status == 1])
  if (k$kind == "milestone" && !is_landmark(k$set)) t <- t[0]
  n <- expected_number(paste0(key, ".days.n"))
  while (length(t) > n && t[1] == 0) t <- t[-1]
  q <- if (length(t)) quantile(t, 0:4 / 4, type = 7, names = FALSE) else rep(NA, 5)
  put(paste0(key, ".days"), n = length(t), min = q[1], q1 = q[2], median = q[3], q3 = q[4], max = q[5])
}

# ---- All tests of one comparison ---------------------------------------------

# Groups under min_group are left out of what is compared. Nothing has a p where
# fewer than two are left or no split could give a small one, and no asymptotic
# test has where the smallest group compared is under smallest_asymptotic.
judge <- function(sizes, p_min, min_group) {
  occurring <- names(sizes)[sizes > 0]
  compared <- occurring[sizes[occurring] >= min_group]
  made <- length(compared) > 1
  p <- made && !isTRUE(p_min > attainable)
  list(occurring = occurring, compared = compared, made = made, p = p, asymptotic = p && min(sizes[compared]) >= smallest_asymptotic)
}

# The judgement of cases with the permutation test of those compared, by which
# the least p is known: of a comparison of up to most_permuted cases, and where it
# is asked for, events fall on few times or a group is small; of a model where they
# fall on few times.
judge_cases <- function(e, time, status, entry, g, for_model = FALSE, known_p_min = NA, is_asked = FALSE) {
  sizes <- table(g)
  first <- judge(sizes, NA, e$min_group)
  permuted <- no_permutation
  if (!first$made) return(c(first, list(permuted = permuted)))
  of <- g %in% first$compared
  event <- if (e$kind == "incidence") status[of] == 1 else status[of] > 0
  few <- length(unique(time[of][event])) < few_event_times
  most <- if (few || (!first$asymptotic || is_asked) && !for_model) most_permuted_small else if (for_model) 0 else most_permuted
  if (sum(of) <= most) {
    permuted <- permutation_test(time[of], status[of], entry[of], g[of], e$kind)
    if (permuted$sampled) permuted$p_min <- if (for_model) drawn_p_min(time[of], status[of], g[of], e$kind, permuted) else known_p_min
  } else if (!for_model) {
    plain <- droplevels(g[of])
    permuted$statistic <- if (e$kind == "incidence") gray(time[of], status[of], entry[of], plain, one_stratum(plain), 0, least = e$min_group)$statistic
      else log_rank(time[of], event, entry[of], plain, one_stratum(plain), 0, least = e$min_group)$statistic
  }
  c(judge(sizes, permuted$p_min, e$min_group), list(permuted = permuted))
}

# A state entered on the way has no permutation test.
is_on_the_way <- function(k) k$kind == "milestone" && !is_landmark(k$set)
judge_comparison <- function(k, tests) {
  if (is_on_the_way(k)) return(c(judge(table(k$g), NA, k$endpoint$min_group), list(permuted = no_permutation)))
  of_all <- tests$test[tests$role == "permutation"]
  is_asked <- length(of_all) > 0   # or made unasked, which asks for nothing more
  if (!length(of_all) && nrow(tests)) of_all <- tests$test[tests$role != "pair"]   # each test of the comparison has it
  known <- if (length(of_all)) expected_number(paste0("test.", of_all[1], ".p_min")) else NA
  judge_cases(k$endpoint, k$data$time, k$data$status, k$data$entry, k$g, known_p_min = known, is_asked = is_asked)
}

check_tests <- function(k, tests, levels, judged) {
  e <- k$endpoint; d <- k$data; g <- k$g
  on_the_way <- is_on_the_way(k)
  event <- if (e$kind == "incidence") d$status == 1 else d$status > 0
  permuted <- judged$permuted
  pairs <- list(); drawn <- FALSE   # a pair by a Monte Carlo test
  for (i in seq_len(nrow(tests))) {
    t <- tests[i, ]; key <- paste0("test.", t$test); rho <- as.numeric(t$rho)
    rows <- if (on_the_way) rep(TRUE, length(g)) else g %in% judged$compared
    strata <- one_stratum(g); p_min <- permuted$p_min; permutations <- 0; sampled <- permuted$sampled
    if (t$role == "pair") { rows <- g %in% c(t$a, t$b); p_min <- NA; sampled <- FALSE }
    if (t$role == "stratified") { strata <- factor(d[[e$stratify]]); rows <- rows & !is.na(strata) }
    compared <- levels[levels %in% as.character(g[rows])]
    is_gray <- e$kind == "incidence" && grepl("^gray", t$name)
    found <- no_test; p <- NA
    if (!judged$made && !on_the_way) compared <- levels[levels %in% judged$occurring]
    else if (t$role == "stratified" && length(unique(strata[rows])) < 2) compared <- levels[levels %in% judged$compared]
    else if (grepl("-permutation$", t$name)) {
      own <- permuted
      if (t$role != "permutation") {
        own <- permutation_test(d$time[rows], d$status[rows], d$entry[rows], g[rows], e$kind, strata[rows])
        sampled <- own$sampled
        if (sampled) own$p_min <- expected_number(paste0(key, ".p_min"))
        p_min <- own$p_min
      }
      found <- list(statistic = own$statistic, df = NA, left_out = 0)
      permutations <- own$permutations
      withheld <- isTRUE(p_min > attainable)
      other <- if (e$kind == "incidence") setdiff(seq_len(max(1, d$status)), 1) else NULL
      if (!is.na(found$statistic) && !any(d$entry[rows] > 0)) {
        plain <- droplevels(g[rows])
        withheld <- withheld || follow_up_differs(d$time[rows], d$status[rows], plain, strata[rows])
        for (cause in other) withheld <- withheld || isTRUE(tail_p(gray(d$time[rows], d$status[rows], d$entry[rows], plain, strata[rows], 0, cause)) < follow_up_alpha)
      }
      if (sampled && !withheld) {
        skip(paste0(key, ".p"), "a Monte Carlo test: another generator draws other splits")
        drawn <- drawn || t$role == "pair"
      }
      if (!withheld) p <- own$p
    } else {
      scores <- if (t$name == "log-rank-trend") setNames(seq_along(judged$compared) - 1, judged$compared)
      if (is_gray) found <- gray(d$time[rows], d$status[rows], d$entry[rows], g[rows], strata[rows], rho, least = e$min_group)
      else found <- log_rank(d$time[rows], event[rows], d$entry[rows], g[rows], strata[rows], rho, scores, e$min_group)
      within <- judge(table(factor(g[rows], compared)), if (t$role == "pair") permuted$p_min else p_min, e$min_group)
      if (within$asymptotic && length(within$compared) == length(compared) && (on_the_way || judged$asymptotic)) p <- tail_p(found)
    }
    if (sampled) skip(paste0(key, ".p_min"), "a Monte Carlo test: another generator draws other splits")
    put(key, statistic = found$statistic, df = found$df, p = p, p_adjusted = NA, p_min = p_min, permutations = permutations,
        left_out = found$left_out, groups = paste(compared, collapse = "|"))
    if (t$role == "pair") pairs[[key]] <- p
  }
  if (length(pairs)) {
    p <- unlist(pairs)
    p[!is.na(p)] <- p.adjust(p[!is.na(p)], "holm")
    for (key in names(p)) {
      put(key, p_adjusted = unname(p[key]))
      if (drawn) skip(paste0(key, ".p_adjusted"), "the adjustment takes in the p of a Monte Carlo test")
    }
  }
}

check_differences <- function(k, differences, judged) {
  e <- k$endpoint
  wanted <- unique(c(differences$a, differences$b))
  empty <- function() list(kind = e$kind, cases = 0, last = 0, free = 1, start = list(estimate = NA, std_err = NA, lower = NA, upper = NA, interval = NA),
    x = list(time = numeric(0), n = 0[0], d = 0[0], o = 0[0], c = 0[0], start = 0, after = 0[0]))
  of <- setNames(lapply(wanted, function(g) if (any(k$g == g)) curve_for(k, k$g == g) else empty()), wanted)
  for (i in seq_len(nrow(differences))) {
    t <- differences[i, ]; time <- as.numeric(t$time)
    d <- if (t$measure == "rmst") difference_of_means(of[[t$a]], of[[t$b]], time, e$variance, is_late(k)) else difference_at(of[[t$a]], of[[t$b]], time, is_late(k))
    if (!judged$made || !all(c(t$a, t$b) %in% judged$compared)) d <- lapply(d, function(x) NA)
    else if (!judged$asymptotic) d$p <- NA
    do.call(put, c(paste0("difference.", t$difference), d))
  }
}

# ---- Models ------------------------------------------------------------------

# The rows (start, stop] of a model: a case has more than one where a milestone
# on the way changes a covariate. What happens on a day does not explain that day.
model_rows <- function(d, m, on_the_way) {
  d <- d[d$status >= 0, ]
  d$start <- if (is.na(m$entry)) d$entry else d[[m$entry]]
  if (!is.na(m$entry) && startsWith(m$entry, "milestone:")) d$start[is_undated(d$start)] <- NA
  d <- d[!is.na(d$start) & !(d$start > 0 & d$start >= d$time), ]
  d$start <- pmax(d$start, 0)
  d$unit <- seq_len(nrow(d))
  d$whole_time <- d$time; d$whole_status <- d$status
  for (header in on_the_way) {
    s <- d[[header]]
    split <- !is.na(s) & s > d$start & s < d$time
    second <- d[split, ]
    d$time[split] <- s[split]; d$status[split] <- 0
    second$start <- s[split]
    d <- rbind(d, second)
  }
  d[order(d$unit, d$start), ]
}

# The terms of a model: column, type and asked-for reference of each.
terms_of <- function(coefficients) {
  t <- coefficients[!duplicated(coefficients$term), c("term", "column", "type", "reference")]
  t[order(as.numeric(t$term)), ]
}

# The rows that have every value. Of a milestone on the way one is missing where
# nobody knows when it was.
complete_rows <- function(r, m, terms) {
  complete <- rep(TRUE, nrow(r))
  for (header in c(terms$column[terms$type != "time-dependent"], m$strata, m$cluster)) if (!is.na(header)) complete <- complete & !is.na(r[[header]])
  for (header in terms$column[terms$type == "time-dependent"]) complete <- complete & !is_undated(r[[header]])
  complete
}

# Levels with fewer than min_group cases that have every value leave the model
# with their cases, until none is too small. The model is refused where a
# category has fewer than two levels left, or loses the reference asked for.
leave_out <- function(e, r, m, terms) {
  categories <- terms[terms$type == "level", ]
  gone <- character(0); cases <- 0; refused <- FALSE
  repeat {
    first <- complete_rows(r, m, terms) & !duplicated(r$unit)
    out <- rep(FALSE, nrow(r)); before <- length(gone)
    for (column in categories$column) {
      sizes <- table(r[[column]][first])
      small <- names(sizes)[sizes > 0 & sizes < e$min_group]
      out <- out | r[[column]] %in% small
      if (length(small)) gone <- c(gone, paste0(sub("^[^:]*:", "", column), "=", small))
    }
    if (length(gone) == before) break
    cases <- cases + length(unique(r$unit[out]))
    r <- r[!out, ]
  }
  for (i in seq_len(nrow(categories))) {
    name <- paste0(sub("^[^:]*:", "", categories$column[i]), "=")
    if (!any(startsWith(gone, name))) next
    left <- unique(na.omit(r[[categories$column[i]]]))
    refused <- refused || length(left) < 2 || paste0(name, categories$reference[i]) %in% gone
  }
  list(rows = r, levels = gone, cases = cases, refused = refused)
}

# Why the terms of a column have no p: those of a category as the comparison of
# its levels among the cases of the model has none; of a number or a milestone
# on the way where there are few events, or few cases without one, for each coefficient.
column_has_p <- function(e, r, type, column, events, coefficients) {
  first <- r[!duplicated(r$unit), ]
  if (type == "level") return(judge_cases(e, first$whole_time, first$whole_status, first$entry, factor(first[[column]]), for_model = TRUE)$asymptotic)
  min(events, nrow(first) - events) >= least_for_p * coefficients
}

check_model <- function(e, d, m, coefficients) {
  key <- paste0("model.", m$model)
  terms <- terms_of(coefficients)
  left <- leave_out(e, model_rows(d, m, unique(terms$column[terms$type == "time-dependent"])), m, terms)
  put(key, cases = 0, events = 0, missing = 0, left_out = left$cases, left_out_levels = if (length(left$levels)) paste(sort(left$levels, method = "radix"), collapse = "|") else NA,
      refused = if (left$refused) "min_group" else NA)
  if (left$refused) return(invisible())
  r <- left$rows
  complete <- complete_rows(r, m, terms)
  event <- if (e$kind == "incidence") r$status == 1 else r$status > 0
  put(key, cases = sum(complete), events = sum(event & complete), missing = sum(!complete))
  if (m$status != "ok") return(invisible())
  r <- r[complete, ]; event <- event[complete]
  x <- lapply(terms$term, function(t) {
    of <- coefficients[coefficients$term == t, ]
    column <- r[[of$column[1]]]
    switch(of$type[1],
      "number" = cbind(column),
      "time-dependent" = cbind(as.numeric(!is.na(column) & column <= r$start)),
      "level" = { m <- vapply(of$level, function(l) as.numeric(column == l), rep(0, nrow(r))); matrix(m, nrow(r)) })
  })
  fit <- switch(m$kind,
    "cox" = fit_cox(r, event, x, m),
    "cox-firth" = fit_firth(r, event, x, key),
    "fine-gray" = fit_fine_gray(r, x, key))
  if (is.null(fit)) return(invisible())
  has_p <- vapply(seq_len(nrow(terms)), function(i) column_has_p(e, r, terms$type[i], terms$column[i], sum(event), length(fit$coef)), NA)
  put_fit(key, fit, coefficients[!is.na(coefficients$coefficient), ], terms$term, has_p)
}

# The tests of the whole have a p only where each coefficient has. One whose
# interval is wider than can be told is not given at all.
put_fit <- function(key, fit, coefficients, terms, has_p) {
  of <- match(coefficients$term, terms)
  wide <- !(fit$upper <= widest_ratio * fit$lower)
  p <- ifelse(has_p[of] & !wide, fit$p, NA)
  whole <- if (anyNA(p)) NA else 1
  given <- function(value) ifelse(wide, NA, value)
  put(key, loglik_null = fit$loglik[1], loglik = fit$loglik[2], concordance = fit$concordance)
  for (name in names(fit$tests)) {
    t <- fit$tests[[name]]
    put(paste0(key, ".", name), statistic = t, df = length(fit$coef), p = whole * pchisq(t, length(fit$coef), lower.tail = FALSE))
  }
  for (i in seq_along(fit$coef)) put(paste0(key, ".", coefficients$coefficient[i]), coef = given(fit$coef)[i], std_err = given(fit$std_err)[i],
    hr = given(exp(fit$coef))[i], hr_lower = given(fit$lower)[i], hr_upper = given(fit$upper)[i], p = p[i])
  has_ph <- c(has_p & !(seq_along(terms) %in% of[wide]), !is.na(whole))
  for (i in seq_along(fit$ph$chisq)) put(paste0(key, ".ph.", i), chisq = fit$ph$chisq[i], p = if (has_ph[i]) fit$ph$p[i] else NA)
}

wald <- function(coef, variance) {
  se <- sqrt(diag(variance))
  list(coef = unname(coef), std_err = unname(se), lower = exp(unname(coef - z * se)), upper = exp(unname(coef + z * se)),
       p = unname(2 * pnorm(-abs(coef / se))), wald = sum(coef * solve(variance, coef)))
}

# The Schoenfeld test is made of each term, a category with all its levels, and
# of all together.
fit_cox <- function(r, event, x, m) {
  names(x) <- paste0("x", seq_along(x))
  data <- data.frame(event = event)
  data$y <- surv_of(r$time, event, r$start)
  for (name in names(x)) data[[name]] <- x[[name]]
  right <- names(x)
  if (!is.na(m$strata)) { data$stratum <- factor(r[[m$strata]]); right <- c(right, "strata(stratum)") }
  if (!is.na(m$cluster)) { data$group <- r[[m$cluster]]; right <- c(right, "cluster(group)") }
  f <- coxph(as.formula(paste("y ~", paste(right, collapse = " + "))), data = data, ties = m$ties,
             control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100, timefix = FALSE))
  w <- wald(coef(f), vcov(f))
  table <- cox.zph(f, transform = "km", terms = TRUE)$table
  if (rownames(table)[nrow(table)] != "GLOBAL") table <- rbind(table, table[nrow(table), ])
  c(w, list(loglik = f$loglik, concordance = unname(f$concordance["concordance"]),
    tests = list(lr = 2 * diff(f$loglik), wald = w$wald, score = f$score), ph = list(chisq = table[, "chisq"], p = table[, "p"])))
}

# cmprsk's crr.
fit_fine_gray <- function(r, x, key) {
  if (nrow(r) > most_crr) {
    skip(key, paste("Fine-Gray of more than", most_crr, "cases: the variance of crr takes time cubic in them"))
    return(NULL)
  }
  f <- crr(r$time, r$status, do.call(cbind, x), failcode = 1, cencode = 0, gtol = 1e-13, maxiter = 100)
  w <- wald(f$coef, f$var)
  c(w, list(loglik = c(f$loglik.null, f$loglik), concordance = NA, tests = list(lr = 2 * (f$loglik - f$loglik.null), wald = w$wald)))
}

# coxphf's penalised likelihood with profile intervals.
fit_firth <- function(r, event, x, key) {
  if (!requireNamespace("coxphf", quietly = TRUE)) {
    skip(key, "Firth's model needs the package coxphf, which is not installed")
    return(NULL)
  }
  data <- data.frame(start = r$start, time = r$time, event = as.integer(event), do.call(cbind, x))
  names(data)[-(1:3)] <- paste0("x", seq_len(ncol(data) - 3))
  left <- if (any(r$start > 0)) "Surv(start, time, event)" else "Surv(time, event)"
  f <- coxphf::coxphf(as.formula(paste(left, "~", paste(names(data)[-(1:3)], collapse = " + "))), data = data, maxit = 2000, maxstep = 0.5, epsilon = 1e-12, alpha = 1 - level)
  b <- unname(f$coefficients)
  list(coef = b, std_err = unname(sqrt(diag(f$var))), lower = unname(f$ci.lower), upper = unname(f$ci.upper), p = unname(f$prob),
    loglik = f$loglik, concordance = unname(concordance(Surv(r$time, event) ~ I(-do.call(cbind, x) %*% b))$concordance),
    tests = list(lr = 2 * diff(f$loglik), wald = sum(b * solve(f$var, b))))
}

# The hazard ratios of one grouping within the groups of another, and the
# likelihood-ratio test of all their products. Groups under min_group are left
# out, within a group by their cases there; the first large one is the reference.
check_subgroup <- function(e, d, s) {
  key <- paste0("subgroup.", s$subgroup)
  names_of <- function(table) definitions[[table]]$level[definitions[[table]]$subgroup == s$subgroup]
  within_levels <- names_of("subgroup-levels"); by_levels <- names_of("subgroup-terms")
  d <- d[d$status >= 0, ]
  d$within <- factor(classes(d[[s$within]], within_levels), within_levels); d$by <- factor(d[[s$by]], by_levels)
  d <- d[!is.na(d$by) & !is.na(d$within), ]
  d$event <- if (e$kind == "incidence") d$status == 1 else d$status > 0
  large <- which(table(d$by) >= e$min_group)
  for (i in seq_along(within_levels)) check_subgroup_level(paste0(key, ".", i), e, d[d$within == within_levels[i], ], if (length(large)) large[1] else 1)
  if (!is.na(expected_number(paste0(key, ".interaction.statistic")))) check_interaction(paste0(key, ".interaction"), e, d)
}

exact_control <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100, timefix = FALSE)

check_subgroup_level <- function(key, e, d, reference) {
  sizes <- table(d$by)
  small <- sizes > 0 & sizes < e$min_group
  refused <- any(small) && (sum(sizes >= e$min_group) < 2 || small[reference])
  if (!refused) d <- d[!d$by %in% names(sizes)[small], ]
  put(key, cases = nrow(d), events = sum(d$event), left_out = sum(small), refused = if (refused) "min_group" else NA)
  there <- setdiff(which(table(d$by) > 0), reference)
  if (refused || !length(there) || !any(d$event)) return(invisible())
  x <- matrix(vapply(levels(d$by)[there], function(l) as.numeric(d$by == l), rep(0, nrow(d))), nrow(d))
  f <- suppressWarnings(coxph(surv_of(d$time, d$event, d$entry) ~ x, ties = "efron", control = exact_control))
  if (anyNA(coef(f))) return(invisible())
  w <- wald(coef(f), vcov(f))
  p <- if (judge_cases(e, d$time, d$status, d$entry, d$by, for_model = TRUE)$asymptotic) w$p else NA * w$p
  for (j in seq_along(w$coef)) {
    given <- if (w$upper[j] <= widest_ratio * w$lower[j]) 1 else NA
    put(paste0(key, ".", there[j]), coef = given * w$coef[j], std_err = given * w$std_err[j], hr = given * exp(w$coef[j]),
        hr_lower = given * w$lower[j], hr_upper = given * w$upper[j], p = given * p[j])
  }
}

check_interaction <- function(key, e, d) {
  large <- function(g) names(which(table(g) >= e$min_group))
  d <- d[d$by %in% large(d$by) & d$within %in% large(d$within), ]
  d$by <- droplevels(d$by); d$within <- droplevels(d$within)
  y <- surv_of(d$time, d$event, d$entry)
  main <- coxph(y ~ by + within, data = d, ties = "efron", control = exact_control)
  full <- coxph(y ~ by * within, data = d, ties = "efron", control = exact_control)
  statistic <- 2 * (full$loglik[2] - main$loglik[2]); df <- sum(!is.na(coef(full))) - sum(!is.na(coef(main)))
  p <- if (min(table(d$by, d$within)) < smallest_asymptotic) NA else pchisq(statistic, df, lower.tail = FALSE)
  put(key, statistic = statistic, df = df, p = p)
}

# A number in the classes <a, a-<b, >=b.
classes <- function(x, levels) {
  if (!is.numeric(x)) return(x)
  out <- rep(NA_character_, length(x))
  for (l in levels) {
    bounds <- as.numeric(strsplit(gsub("[<>=]", "", sub("-<", " ", l, fixed = TRUE)), " ")[[1]])
    inside <- if (startsWith(l, "<")) x < bounds[1] else if (startsWith(l, ">=")) x >= bounds[1] else x >= bounds[1] & x < bounds[2]
    out[!is.na(x) & inside] <- l
  }
  out
}

# ---- Follow-up and states ----------------------------------------------------

# Reverse Kaplan-Meier of all patients whose follow-up is known.
check_follow_up <- function(id, d) {
  dead <- if (is.null(d$death)) rep(FALSE, nrow(d)) else !is.na(d$death)
  key <- paste0("cohort.", id, ".follow_up")
  if (!nrow(d)) return(put(key, median = NA, lower = NA, upper = NA, min = NA, max = NA, alive = 0))
  method <- if (is_small(nrow(d), sum(!dead))) "beta-product" else "log-log"
  saved <- plateau; plateau <<- "middle"
  q <- quantile_of(reverse_kaplan_meier(d$end, dead, method), 0.5)
  plateau <<- saved
  alive <- d$end[!dead]
  put(key, median = q$time, lower = q$lower, upper = q$upper, min = if (length(alive)) min(alive) else NA, max = if (length(alive)) max(alive) else NA, alive = length(alive))
}

# The stays of a patient, one after the other; the last is censored, or of no length:
# then the state was reached on the last day.
check_states <- function(id, d, stays, states) {
  d <- d[!is.na(d$states_end), ]
  stays <- stays[stays$id %in% d$id, ]
  n <- nrow(stays)
  another <- c(stays$id[-1] == stays$id[-n], FALSE)   # stay of the patient follows
  x <- data.frame(id = stays$id, from = stays$state, to = ifelse(another, c(stays$state[-1], ""), ""),
                  start = ifelse(c(FALSE, another[-n]), c(0, stays$to[-n]), 0), stop = stays$to)
  x <- x[x$stop > x$start | !duplicated(x$id), ]
  first <- !duplicated(x$id); last <- !duplicated(x$id, fromLast = TRUE)
  x$begin <- ifelse(first, -1, x$start)
  x$change <- factor(x$to, c("", states)); x$state <- factor(x$from, states)
  f <- survfit(Surv(begin, stop, change) ~ 1, data = x, id = id, istate = state, timefix = FALSE)
  cases <- sum(first); changes <- sum(x$to != "")
  method <- if (cases < few_cases || changes < few_events) "clopper-pearson" else "log-log"
  time <- sort(unique(c(x$stop, x$start[!first])))
  if (time[1] > 0) time <- c(-Inf, time)
  p0 <- as.numeric(table(x$state[first])) / cases
  at <- findInterval(time, f$time)
  settled <- vapply(time, function(t) sum(last & x$to != "" & x$stop <= t), 0)
  known <- vapply(time, function(t) sum(x$begin <= t & x$stop > t), 0) + settled
  known[time == -Inf] <- cases
  asked <- of_state_times[of_state_times$cohort == id, ]
  if (nrow(asked)) check_state_times(id, x, d[, c("id", "group")], states, asked)
  for (s in states) {
    j <- match(s, f$states)
    p <- if (is.na(j)) rep(0, length(at)) else c(p0[match(s, states)], f$pstate[, j])[at + 1]
    se <- if (is.na(j)) 0 * p else c(sqrt(p0 * (1 - p0) / cases)[match(s, states)], f$std.err[, j])[at + 1]
    p[p < 1e-12] <- 0; p[p > 1 - 1e-12] <- 1
    n <- ifelse(!is_edge(p) & se > 1e-15, pmin(known, p * (1 - p) / se^2), known)
    limits <- exact_interval(p, n)
    if (is_normal(method)) {
      normal <- normal_interval(method, p, se)
      for (l in c("lower", "upper")) limits[[l]] <- ifelse(is.na(normal[[l]]), limits[[l]], normal[[l]])
    }
    assign(paste(id, s), data.frame(time = pmax(time, 0), prob = p, lower = limits$lower, upper = limits$upper), envir = states_found)
  }
}
states_found <- new.env(hash = TRUE)
of_state_times <- definition("state-times")

# ---- Time in states ----------------------------------------------------------

most_unseen <- 0.05          # share of time in states that nobody is seen in any more
most_influences <- 2e7       # numbers of the influence of each case at each time

# The occupation of states with the influence of each case: from the origin on, where
# everybody is, in the state fixed if one is given. u has a row for each case, a
# column for each time, the origin first, and a slice for each state.
occupation <- function(x, states, origin = 0, fixed = NA) {
  number <- function(s) factor(s, c("", states))
  first <- !duplicated(x$id); last <- !duplicated(x$id, fromLast = TRUE)
  n <- sum(first)
  begins <- tapply(x$from[first & x$begin <= origin], factor(x$from[first & x$begin <= origin], states), length)
  begins[is.na(begins)] <- 0
  p0 <- if (is.na(fixed)) as.numeric(begins) / sum(begins) else as.numeric(states == fixed)
  o <- list(states = states, origin = origin, cases = n, moves = sum(x$to != ""), x = x, last = last, time = sort(unique(x$stop)), p0 = p0)
  if (n * (length(o$time) + 1) * length(states) > most_influences) return(NULL)
  if (o$moves == 0) {   # survfit asks for an event
    o$p <- matrix(p0, length(o$time) + 1, length(states), byrow = TRUE)
    u <- (outer(x$from[first], states, "==") - rep(p0, each = n)) / n
    if (!is.na(fixed)) u <- 0 * u
    o$u <- aperm(array(u, c(n, length(states), length(o$time) + 1)), c(1, 3, 2))
    return(o)
  }
  x$change <- number(x$to); x$state <- factor(x$from, states)
  f <- if (is.na(fixed)) survfit(Surv(begin, stop, change) ~ 1, data = x, id = id, istate = state, timefix = FALSE, influence = TRUE)
  else survfit(Surv(begin, stop, change) ~ 1, data = x, id = id, istate = state, timefix = FALSE, influence = TRUE, start.time = origin, p0 = p0)
  stopifnot(identical(f$states, states))
  at <- findInterval(o$time, f$time) + 1
  o$p <- rbind(p0, rbind(p0, f$pstate)[at, , drop = FALSE])
  o$u <- f$influence.pstate[, c(1, at), , drop = FALSE]
  if (!is.na(fixed)) o$u[, 1, ] <- 0
  o
}
at_risk_after <- function(o, time, state) sum(o$x$begin <= time & o$x$stop > time & o$x$from == state)
known_after <- function(o, time) sum(o$x$begin <= time & o$x$stop > time) + sum(o$last & o$x$to != "" & o$x$stop <= time)
is_open <- function(o) o$states %in% o$x$from
unseen_after <- function(o, i) {
  time <- if (i == 1) o$origin else o$time[i - 1]
  sum(vapply(which(is_open(o)), function(h) if (at_risk_after(o, time, o$states[h]) == 0) o$p[i, h] else 0, 0))
}

# The stretches from the origin to the horizon, and why there is no mean over them.
course_to <- function(o, tau) {
  before <- o$time < tau
  i <- c(1, which(before) + 1)
  way <- list(i = i, width = diff(c(o$origin, o$time[before], tau)), length = tau - o$origin, start = c(o$origin, o$time[before]))
  free <- sum(o$p[nrow(o$p), is_open(o)])
  past <- tau > max(o$time) && free > 1e-12
  way$none <- past || sum(way$width * vapply(i, unseen_after, 0, o = o)) > most_unseen * way$length
  if (!way$none) {
    known <- vapply(way$start, known_after, 0, o = o)
    way$following <- sum(way$width / (known + 1)) / way$length   # the weight of one more patient
  }
  way
}
mean_with <- function(o, way, weight) list(mean = sum(o$p[way$i, , drop = FALSE] * weight),
  by = apply(o$u[, way$i, , drop = FALSE], 1, function(u) sum(u * weight)))

# One more patient, who is never or always in the state: D of Beta(1, K), K = 1/following - 1.
one_more <- function(following) {
  k <- 1 / following - 1
  d <- list(following = following, second = 2 * following / (k + 2), rest = 1 - following, rest2 = k / (k + 2), shrink = 1 - following)
  d$both <- d$following - d$second
  d
}
beta_by_moments <- function(first, second, length) {
  m <- first / length; size <- m * (1 - m) / (second / length^2 - m^2) - 1
  list(a = m * size, b = (1 - m) * size)
}
no_mean <- list(estimate = NA, std_err = NA, lower = NA, upper = NA)
mean_time <- function(o, state, tau) {
  way <- course_to(o, tau)
  if (way$none) return(c(no_mean, list(reason = TRUE)))
  h <- match(state, o$states)
  w <- matrix(0, length(way$i), length(o$states)); w[, h] <- way$width
  m <- mean_with(o, way, w); v <- sum(m$by^2)
  out <- c(replace(no_mean, "estimate", m$mean), list(reason = TRUE, length = way$length))
  moves <- sum((o$x$to == state | o$x$from == state & o$x$to != "") & o$x$stop < tau)
  if (moves == 0 && (m$mean < 1e-12 || m$mean > way$length - 1e-9)) return(out)
  out$reason <- v <= singular * way$length^2
  if (!out$reason) out$std_err <- sqrt(v)
  d <- one_more(way$following)
  out$low <- beta_by_moments(d$rest * m$mean, d$rest2 * (m$mean^2 + d$shrink * v), way$length)
  out$high <- beta_by_moments(d$rest * m$mean + d$following * way$length,
    d$rest2 * (m$mean^2 + d$shrink * v) + 2 * d$both * m$mean * way$length + d$second * way$length^2, way$length)
  out$lower <- way$length * qbeta(tail, out$low$a, out$low$b); out$upper <- way$length * qbeta(1 - tail, out$high$a, out$high$b)
  out
}
difference_of_mean_times <- function(a, b, state, tau) {
  x <- mean_time(a, state, tau); y <- mean_time(b, state, tau)
  d <- list(estimate = x$estimate - y$estimate, std_err = sqrt(x$std_err^2 + y$std_err^2), lower = NA, upper = NA)
  if (x$reason || y$reason) return(d)
  d$lower <- x$length * difference_quantile(x$low, y$high, tail)
  d$upper <- x$length * difference_quantile(x$high, y$low, 1 - tail)
  d
}

# Restricted mean time in favour (Mao, Biometrics 2023): order is best first.
time_in_favour <- function(a, b, order, tau) {
  none <- c(no_mean, list(better = NA, worse = NA))
  x <- course_to(a, tau); y <- course_to(b, tau)
  if (x$none || y$none) return(none)
  rank <- match(a$states, order); sign_of <- outer(rank, rank, function(r, s) sign(s - r))   # of row against column
  cuts <- sort(unique(c(x$start, y$start))); width <- diff(c(cuts, tau))
  i <- findInterval(cuts, x$start); j <- findInterval(cuts, y$start)
  p <- a$p[x$i, , drop = FALSE][i, , drop = FALSE]; q <- b$p[y$i, , drop = FALSE][j, , drop = FALSE]
  sum_to <- function(w, i, n) { s <- matrix(0, n, ncol(w)); for (k in seq_len(nrow(w))) s[i[k], ] <- s[i[k], ] + w[k, ]; s }
  side <- function(o, way, w, i) {
    value <- mean_with(o, way, sum_to(w, i, length(way$i)))
    in_rank <- function(r) { w <- matrix(0, length(way$i), length(rank)); w[, rank == r] <- way$width; mean_with(o, way, w) }
    list(value = value$mean, by = value$by, best = in_rank(min(rank)), worst = in_rank(max(rank)), following = way$following)
  }
  s <- side(a, x, q %*% t(sign_of) * width, i); r <- side(b, y, -(p %*% sign_of) * width, j)
  out <- replace(none, c("better", "worse"), list(sum(p * (q %*% t((sign_of > 0) * 1)) * width), sum(p * (q %*% t((sign_of < 0) * 1)) * width)))
  out$estimate <- out$better - out$worse
  length <- x$length
  if (sum(s$by^2) <= singular * length^2 || sum(r$by^2) <= singular * length^2) return(out)
  out$std_err <- sqrt(sum(s$by^2) + sum(r$by^2))
  bound <- function(s, r) {   # from above: one more of s always best, one more of r always worst
    d <- one_more(s$following); e <- one_more(r$following)
    power <- function(w, i, j) if (i == 0 && j == 1) w$rest else if (i == 1 && j == 0) w$following else if (i == 0) w$rest2 else if (i == 2) w$second else w$both
    mean <- c(s$value, length - s$worst$mean, length - r$best$mean, length)
    v <- matrix(0, 4, 4)
    v[1, 1] <- d$shrink * sum(s$by^2) + e$shrink * sum(r$by^2)
    v[1, 2] <- v[2, 1] <- -d$shrink * sum(s$by * s$worst$by); v[1, 3] <- v[3, 1] <- e$shrink * sum(r$by * r$best$by)
    v[2, 2] <- d$shrink * sum(s$worst$by^2); v[3, 3] <- e$shrink * sum(r$best$by^2)
    in_d <- c(0, 0, 1, 1); in_e <- c(0, 1, 0, 1); first <- second <- 0
    for (k in 1:4) {
      first <- first + power(d, in_d[k], 1 - in_d[k]) * power(e, in_e[k], 1 - in_e[k]) * mean[k]
      for (l in 1:4) second <- second + power(d, in_d[k] + in_d[l], 2 - in_d[k] - in_d[l]) * power(e, in_e[k] + in_e[l], 2 - in_e[k] - in_e[l]) * (v[k, l] + mean[k] * mean[l])
    }
    beta_by_moments((first + length) / 2, (second + 2 * first * length + length^2) / 4, length)
  }
  high <- bound(s, r); low <- bound(r, s)
  out$upper <- length * (2 * qbeta(1 - tail, high$a, high$b) - 1)
  out$lower <- length * (1 - 2 * qbeta(1 - tail, low$a, low$b))
  out
}

# The states at the horizon of those in a state at the landmark: of all cases followed
# then, and of those alone (Putter and Spitoni, Stat Methods Med Res 2018).
since_landmark <- function(x, states, state, landmark, tau) {
  later <- x[x$stop > landmark, ]
  ids <- later$id[later$begin <= landmark & later$from == state]
  later$begin <- pmax(later$begin, landmark)
  if (!length(ids)) return(NULL)
  own <- occupation(later[later$id %in% ids, ], states, landmark)
  all <- occupation(later, states, landmark, state)
  if (is.null(own) || is.null(all)) return(NULL)
  normal <- own$cases >= few_cases && own$moves >= few_events
  known <- known_after(own, tau)
  one <- function(o) {
    i <- findInterval(tau, o$time) + 1
    before <- sum(o$time < tau) + 1
    past <- tau > max(o$time) && sum(o$p[nrow(o$p), is_open(o)]) > 1e-12
    if (past || unseen_after(o, before) > most_unseen) return(list(estimate = rep(NA, length(states)), std_err = NA, lower = NA, upper = NA))
    p <- o$p[i, ]; se <- sqrt(colSums(matrix(o$u[, i, ], ncol = length(states))^2))
    p[p < 1e-12] <- 0; p[p > 1 - 1e-12] <- 1
    se[p == 0 | p == 1] <- 0
    limits <- exact_interval(p, ifelse(!is_edge(p) & se > 1e-15, pmin(known, p * (1 - p) / se^2), known))
    if (normal) {
      n <- normal_interval("log-log", p, se)
      for (l in c("lower", "upper")) limits[[l]] <- ifelse(is.na(n[[l]]), limits[[l]], n[[l]])
    }
    list(estimate = p, std_err = se, lower = limits$lower, upper = limits$upper)
  }
  list(patients = length(ids), all = one(all), own = one(own))
}

check_state_times <- function(id, x, groups, states, asked) {
  prefix <- paste0("cohort.", id, ".state_time")
  tau <- as.numeric(asked$horizon)
  number <- as.numeric(strsplit(asked$groups, " ")[[1]])
  made <- lapply(number, function(g) occupation(if (g == 0) x else x[x$id %in% groups$id[groups$group %in% g], ], states))
  if (any(vapply(made, is.null, TRUE))) return(skip(prefix, "the influence of each of so many cases at each time takes too much memory"))
  for (k in seq_along(number)) for (s in states)
    do.call(put, c(paste(prefix, "mean", s, number[k], sep = "."), mean_time(made[[k]], s, tau)[c("estimate", "std_err", "lower", "upper")]))
  pairs <- if (is.na(asked$pairs)) character(0) else strsplit(asked$pairs, " ")[[1]]
  order <- if (is.na(asked$order)) character(0) else strsplit(asked$order, "|", fixed = TRUE)[[1]]
  for (pair in pairs) {
    of <- made[match(as.numeric(strsplit(pair, "-")[[1]]), number)]
    for (s in states) do.call(put, c(paste(prefix, "difference", s, pair, sep = "."), difference_of_mean_times(of[[1]], of[[2]], s, tau)))
    if (length(order)) do.call(put, c(paste(prefix, "favour", pair, sep = "."), time_in_favour(of[[1]], of[[2]], order, tau)))
  }
  landmark <- as.numeric(asked$landmark)
  for (s in if (landmark < tau) states) {
    found <- since_landmark(x, states, s, landmark, tau)
    if (is.null(found)) next
    for (j in seq_along(states)) {
      key <- paste(prefix, "since", s, states[j], sep = ".")
      put(key, patients = found$patients)
      for (by in c("all", "own")) do.call(put, c(paste(key, by, sep = "."), lapply(found[[by]], function(v) if (length(v) == 1) v else v[j])))
    }
  }
}

# ---- Units of red cells ------------------------------------------------------

# The mean cumulative number by a day, death ending it (Cook and Lawless 1997), of cases
# that count w times.
mean_units <- function(w, day, end, died, given) {
  at <- sort(unique(c(end, given$day)))
  at <- at[at <= day]
  risk <- vapply(at, function(t) sum(w[end >= t]), 0)
  dead <- vapply(at, function(t) sum(w[died & end == t]), 0)
  amount <- vapply(at, function(t) { now <- given$day == t; sum(w[given$case[now]] * given$units[now]) }, 0)
  free <- cumprod(1 - dead / risk)
  sum(c(1, free[-length(free)]) * amount / risk)
}

# Its standard error by the influence of each case: the derivative by its weight, from
# differences at two steps.
error_of_mean_units <- function(...) function(cases) {
  slope <- function(i, h) { w <- rep(1, cases); up <- down <- w; up[i] <- 1 + h; down[i] <- 1 - h; (mean_units(up, ...) - mean_units(down, ...)) / (2 * h) }
  influence <- vapply(seq_len(cases), function(i) (4 * slope(i, 0.005) - slope(i, 0.01)) / 3, 0)
  sqrt(sum(influence^2))
}

few_for_number <- 20   # fewer cases: no interval of a mean number
most_for_influence <- 500

check_units <- function(u) {
  key <- paste0("units.", u$units)
  d <- read_table(u$file, "numeric")
  given <- read_table(u$given, "numeric")
  if (!is.na(u$abo_major)) d <- d[!is.na(d$abo_major) & d$abo_major == as.numeric(u$abo_major), ]
  given$case <- match(given$id, d$id)
  given <- given[!is.na(given$case), ]
  total <- function(from, to) vapply(seq_len(nrow(d)), function(i) sum(given$units[given$case == i & given$day >= from & given$day <= to]), 0)
  windows <- strsplit(strsplit(u$windows, " ")[[1]], "-")
  for (j in seq_along(windows)) {
    from <- as.numeric(windows[[j]][1]); endless <- length(windows[[j]]) < 2
    to <- if (endless) Inf else as.numeric(windows[[j]][2])
    dead <- d$died == 1 & (endless | d$to <= to)
    short <- !dead & !endless & d$to < to
    sums <- total(from, to)[!dead & !short]
    q <- if (any(!is.na(sums))) as.numeric(quantile(sums, c(0, 0.25, 0.5, 0.75, 1), type = 7, na.rm = TRUE)) else rep(NA, 5)
    put(paste0(key, ".window.", j), covered = sum(!dead & !short), uncounted = sum(is.na(sums)), dead = sum(dead), short = sum(short), n = sum(!is.na(sums)),
        min = q[1], q1 = q[2], median = q[3], q3 = q[4], max = q[5])
  }
  counted <- which(!is.na(total(0, Inf)) & d$to >= 0)
  end <- d$to[counted]; died <- d$died[counted] == 1
  given$case <- match(given$case, counted)
  given <- given[!is.na(given$case), ]
  days <- as.numeric(strsplit(u$days, " ")[[1]])
  for (j in seq_along(days)) {
    known <- length(end) > 0 && (days[j] <= max(end) || prod_limit(end, died) == 0)
    m <- if (known) mean_units(rep(1, length(end)), days[j], end, died, given) else NA
    se <- NA
    if (known && m > 0 && length(end) <= most_for_influence) se <- error_of_mean_units(days[j], end, died, given)(length(end))
    if (known && m > 0 && length(end) > most_for_influence)
      for (name in c("std_err", "lower", "upper")) skip(paste0(key, ".mean.", j, ".", name), "a mean number of over 500 cases: differences take time square in them")
    if (!is.na(se) && se <= singular * m) se <- NA
    h <- if (length(end) >= few_for_number) -qt(tail, length(end) - 1) * se / m else NA
    put(paste0(key, ".mean.", j), n = length(end), at_risk = sum(end >= days[j]), estimate = m, std_err = se, lower = m * exp(-h), upper = m * exp(h))
  }
}
prod_limit <- function(end, died) { f <- survfit(Surv(end, died) ~ 1, timefix = FALSE); f$surv[length(f$surv)] }

# ---- Comparing ---------------------------------------------------------------

# The largest difference allowed, relative to the expected value.
tolerance <- c(count = 0, days = 0, time = 1e-12, estimate = 1e-9, error = 1e-8, interval = 1e-7, test = 1e-7, p = 1e-6, model = 1e-6)

# Standard errors are compared as variances: the root of a sum that ought to be
# 0 may come out as 1e-8.
difference_from <- function(kind, expected, found) {
  if (kind == "error") { expected <- expected^2; found <- found^2 }
  d <- abs(found - expected) / pmax(abs(expected), switch(kind, p = 1e-6, error = 1e-6, 1e-9))
  d[is.na(expected) & is.na(found)] <- 0
  d[is.na(d)] <- Inf
  d
}

summary_of <- list()
tally <- function(kind, agree, difference, where) {
  s <- summary_of[[kind]]
  if (is.null(s)) s <- list(agree = 0, differ = 0, largest = 0, where = character(0))
  s$agree <- s$agree + sum(agree); s$differ <- s$differ + sum(!agree)
  s$largest <- max(s$largest, difference[agree], na.rm = TRUE)
  s$where <- c(s$where, where[!agree])
  summary_of[[kind]] <<- s
}
not_checked <- list()
reason_for <- function(key) {
  parts <- strsplit(key, ".", fixed = TRUE)[[1]]
  for (n in rev(seq_along(parts))) {
    reason <- unchecked[[paste(parts[seq_len(n)], collapse = ".")]]
    if (!is.null(reason)) return(reason)
  }
  NULL
}

compare_values <- function(values) {
  for (i in seq_len(nrow(values))) {
    key <- values$key[i]; kind <- values$kind[i]; expected <- values$value[i]
    reason <- reason_for(key)
    if (!is.null(reason) && (kind == "worst" || is.null(computed[[key]]) || !is.null(unchecked[[key]]) || !is.null(unchecked[[sub("[.][^.]*$", "", key)]]))) {
      not_checked[[reason]] <<- c(not_checked[[reason]], key)
      next
    }
    if (!exists(key, envir = computed, inherits = FALSE)) {
      tally(kind, FALSE, Inf, paste(key, "was not computed"))
      next
    }
    found <- computed[[key]]
    if (kind == "text") {
      same <- identical(as.character(found), as.character(expected)) || is.na(found) && is.na(expected)
      tally(kind, same, 0, paste0(key, ": ", found, ", expected ", expected))
    } else {
      d <- difference_from(kind, as.numeric(expected), as.numeric(found))
      tally(kind, d <= tolerance[[kind]], d, sprintf("%s: %s, expected %s", key, format(found, digits = 15), expected))
    }
  }
}

kind_of_column <- c(at_risk = "count", events = "count", competing = "count", censored = "count", estimate = "estimate", std_err = "error",
  lower = "interval", upper = "interval", prob = "estimate")
compare_tables <- function(expected, found, key) {
  if (is.null(found) || nrow(found) != nrow(expected) || any(found$time != expected$time)) {
    tally("estimate", FALSE, Inf, paste(key, "has other times"))
    return(invisible())
  }
  for (column in intersect(names(kind_of_column), names(expected))) {
    kind <- kind_of_column[[column]]
    d <- difference_from(kind, expected[[column]], found[[column]])
    tally(kind, d <= tolerance[[kind]], d, sprintf("%s %s at %s: %s, expected %s", key, column, format(expected$time), format(found[[column]], digits = 15), format(expected[[column]], digits = 15)))
  }
  same <- function(a, b) ifelse(is.na(a) | is.na(b), is.na(a) & is.na(b), a == b)
  if (!is.null(expected$interval)) tally("text", same(expected$interval, found$interval), 0, sprintf("%s interval at %s: %s, expected %s", key, expected$time, found$interval, expected$interval))
}

# ---- The whole ---------------------------------------------------------------

values <- read_table("expected/values.csv")
expected_number <- local({
  index <- setNames(values$value, values$key)
  function(key) as.numeric(index[key])
})

read_cases <- function(name) {
  d <- read_table(name)
  is_number <- grepl("^(number|milestone|cluster):", names(d)) | names(d) %in% c("id", "patient", "entry", "time", "status")
  d[is_number] <- lapply(d[is_number], as.numeric)
  if (is.null(d$entry)) d$entry <- rep(0, nrow(d))
  d$entry[is.na(d$entry)] <- 0
  d
}

definitions <- sapply(c("cohorts", "endpoints", "landmarks", "times", "causes", "groups", "tests", "differences", "models", "coefficients", "subgroups", "subgroup-levels", "subgroup-terms"), definition, simplify = FALSE)
of_endpoint <- function(name, id) { d <- definitions[[name]]; d[d$endpoint == id, , drop = FALSE] }
same_set <- function(set, wanted) if (is.na(wanted)) is.na(set) else !is.na(set) & set == wanted

# The day of a landmark: as asked for or, of an automatic one, the first after
# which every group of its comparison has min_group at risk; NA where there is none.
landmark_day <- function(e, d, l) {
  if (l$auto != "yes") return(as.numeric(l$day))
  levels <- switch(l$kind, all = "all", milestone = c("no", "yes"), sort(unique(d[[l$by]][d$status >= 0])))
  k <- comparison(e, d, "", l$kind, l$by, levels)
  entry <- pmax(0, k$data$entry)
  days <- sort(unique(c(e$shift, entry[entry > e$shift])))
  enough <- vapply(days, function(s) all(table(k$g[entry <= s & k$data$time > s]) >= e$min_group), NA)
  day <- if (any(enough)) days[which(enough)[1]] else NA
  put(paste0("landmark.", l$landmark), day = day)
  day
}

check_set <- function(e, d, set) {
  name <- if (is.na(set)) "" else set
  groups <- of_endpoint("groups", e$endpoint)
  groups <- groups[same_set(groups$set, set), ]
  times <- of_endpoint("times", e$endpoint)
  times <- as.numeric(times$time[same_set(times$set, set)])
  tests <- of_endpoint("tests", e$endpoint)
  tests <- tests[same_set(tests$set, set), ]
  differences <- of_endpoint("differences", e$endpoint)
  for (by in unique(groups$by)) {
    of <- groups[same_set(groups$by, by), ]
    k <- comparison(e, d, name, of$kind[1], by, of$level)
    k$set <- name
    for (i in seq_len(nrow(of))) check_group(k, of$group[i], of$level[i], times)
    if (is.na(by)) {
      if (name == "") for (i in seq_len(nrow(causes <- of_endpoint("causes", e$endpoint))))
        expected_curve(paste0("cause.", causes$cause[i]), curve_for(k, rep(TRUE, nrow(k$data)), as.numeric(causes$number[i])), e$shift)
      next
    }
    of_by <- tests[same_set(tests$by, by), ]
    differences_by <- differences[same_set(differences$by, by), ]
    judged <- judge_comparison(k, of_by)
    if (nrow(of_by)) check_tests(k, of_by, of$level, judged)
    if (name == "" && nrow(differences_by)) check_differences(k, differences_by, judged)
  }
}

for (i in seq_len(nrow(definitions$endpoints))) {
  e <- as.list(definitions$endpoints[i, ])
  for (name in c("causes", "tau", "min_group", "shift")) e[[name]] <- as.numeric(e[[name]])
  d <- read_cases(e$file)
  check_set(e, d, NA)
  landmarks <- of_endpoint("landmarks", e$endpoint)
  for (j in seq_len(nrow(landmarks))) {
    e$landmark <- landmark_day(e, d, landmarks[j, ])
    if (!is.na(e$landmark)) check_set(e, d, landmarks$set[j])
  }
  models <- of_endpoint("models", e$endpoint)
  for (j in seq_len(nrow(models))) check_model(e, d, models[j, ], definitions$coefficients[definitions$coefficients$model == models$model[j], ])
  subgroups <- of_endpoint("subgroups", e$endpoint)
  for (j in seq_len(nrow(subgroups))) check_subgroup(e, d, subgroups[j, ])
}
for (i in seq_len(nrow(definitions$cohorts))) {
  c <- definitions$cohorts[i, ]
  d <- read_table(c$file, "numeric")
  check_follow_up(c$cohort, d)
  if (is.na(c$states)) next
  stays <- read_table(c$stays)
  stays[c("id", "to")] <- lapply(stays[c("id", "to")], as.numeric)
  check_states(c$cohort, d, stays, strsplit(c$states, "|", fixed = TRUE)[[1]])
}
rm(c)
units <- definition("units")
for (i in seq_len(nrow(units))) check_units(as.list(units[i, ]))

compare_values(values)
of_curves <- read_table("expected/curves.csv", c("character", rep("numeric", 9), "character"))
for (key in unique(of_curves$key)) compare_tables(of_curves[of_curves$key == key, ], curves[[key]], key)
of_states <- read_table("expected/states.csv", c("character", "character", rep("numeric", 4)))
for (key in unique(paste(of_states$cohort, of_states$state))) {
  expected <- of_states[paste(of_states$cohort, of_states$state) == key, ]
  compare_tables(expected, states_found[[key]], paste("state of cohort", key))
}

cat(sprintf("R %s, survival %s, cmprsk %s\n\n", getRversion(), packageVersion("survival"), packageVersion("cmprsk")))
cat(sprintf("%-10s %9s %9s  %s\n", "kind", "agree", "differ", "largest relative difference"))
for (kind in names(summary_of)) {
  s <- summary_of[[kind]]
  cat(sprintf("%-10s %9d %9d  %s\n", kind, s$agree, s$differ, if (kind == "text") "" else format(s$largest, digits = 2)))
}
for (reason in names(not_checked)) cat(sprintf("\n%d values not checked: %s", length(not_checked[[reason]]), reason))
if (length(not_checked)) cat("\n")
agree <- sum(vapply(summary_of, `[[`, 0, "agree")); differ <- sum(vapply(summary_of, `[[`, 0, "differ"))
if (differ > 0) {
  where <- unlist(lapply(summary_of, `[[`, "where"))
  cat("\n", paste0("  ", head(where, 100), "\n"), sep = "")
  cat(sprintf("\n%d of %d values do not agree\n", differ, agree + differ))
  quit(status = 1)
}
cat(sprintf("\nall %d values agree\n", agree))
