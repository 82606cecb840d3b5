# Values of the tests that analysis/verify does not hold.
# R 4.2.2, survival 3.5-3, cmprsk 2.2-11:  Rscript comparison.R   (writes beside itself)
#
# comparison-data.csv: dataset, time, status (0 censored, 1, 2), group, stratum
# comparison.csv:      dataset, test, cause, rho, stratified, at, stat, df, p
# `at` is a pair of groups, or empty. p of cmprsk is taken again from the upper
# tail, since cmprsk's own is 0 below 1e-16. Tolerance of the tests: 1e-9.
suppressPackageStartupMessages({ library(survival); library(cmprsk) })
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
options(digits = 17, warn = 1)

golden <- data.frame(time = c(1,2,2,2,3,3,4,4,5,5,6,6,7,8,8,9), status = c(1,1,0,2,0,2,1,0,1,2,1,0,0,1,0,0),
  group = c(1,0,1,0,1,0,0,1,1,0,1,0,1,0,1,0), stratum = as.integer(c(5,3,8,1,9,2,7,4,6,5,3,8,1,9,2,7) > 4))
set.seed(20260101)
random <- function(n, groups, time, strata = 2, p = c(.3, .4, .3))
  data.frame(time = time(n), status = sample(0:2, n, TRUE, p), group = sample(rep_len(seq_len(groups) - 1, n)), stratum = sample(rep_len(seq_len(strata) - 1, n)))
sets <- list(
  golden = golden,
  ties = random(90, 3, function(n) sample(1:8, n, TRUE)),
  untied = random(80, 4, function(n) sample(1:1000, n)),
  early = { d <- random(60, 3, function(n) sample(1:30, n, TRUE)); d$time[d$group == 1] <- pmin(d$time[d$group == 1], 6); d$status[d$group == 2 & d$status == 1] <- 2; d },
  apart = data.frame(time = c(1:150, 151:300), status = rep(c(1, 1, 1, 1, 2, 0), 50), group = rep(0:1, each = 150), stratum = rep(0:1, 150)),
  eleven = data.frame(time = c(3,5,5,8,9,12,12,15,20,21,30), status = c(1,1,2,0,1,1,2,0,1,0,0), group = c(0,0,1,0,0,0,1,0,1,1,1), stratum = c(0,0,0,0,0,1,1,1,1,1,1)),
  used = data.frame(time = c(10,11,12,14, 12,13,15,16,20,22, 11,14,17,18,21,21,25,28), status = c(1,1,1,1, 1,2,1,1,1,1, 2,1,1,1,1,1,0,1), group = rep(0:2, c(4, 6, 8)), stratum = 0),
  hand = data.frame(time = c(1,3,5,2,4), status = c(1,1,0,2,1), group = c(0,0,0,1,1), stratum = 0),
  three = data.frame(time = c(2,4,4,6,7,9,11,11,14), status = c(1,1,0,1,2,0,1,1,0), group = c(0,0,0,1,1,1,2,2,2), stratum = 0),
  # three groups over three strata, of which the last has one group
  within = data.frame(time = c(3,5,5,8,12,9,4,6,6,10,7,11), status = c(1,1,2,1,0,2,1,1,0,1,1,0), group = c(0,0,1,1,2,1,0,0,2,1,1,1), stratum = c(0,0,0,0,0,1,1,1,1,1,2,2)))

rows <- list()
emit <- function(set, test, cause, rho, stratified, at, stat, df, p = pchisq(stat, df, lower.tail = FALSE))
  rows[[length(rows) + 1]] <<- data.frame(dataset = set, test, cause, rho, stratified, at, stat, df, p)

gray <- function(d, cause, rho, stratified) {
  t <- if (stratified) with(d, cuminc(time, status, group, stratum, rho = rho, cencode = 0))$Tests else with(d, cuminc(time, status, group, rho = rho, cencode = 0))$Tests
  if (as.character(cause) %in% rownames(t)) t[as.character(cause), ] else NULL
}
logrank <- function(d, rho, stratified) {
  f <- if (stratified && length(unique(d$stratum)) > 1) Surv(time, status > 0) ~ group + strata(stratum) else Surv(time, status > 0) ~ group
  t <- survdiff(f, data = d, rho = rho)
  c(stat = t$chisq, df = sum((if (is.matrix(t$exp)) rowSums(t$exp) else t$exp) > 0) - 1)
}

for (name in names(sets)) {
  d <- sets[[name]]
  for (stratified in c(FALSE, TRUE)[seq_len(min(2, length(unique(d$stratum))))]) {
    for (rho in c(0, 1)) {
      t <- logrank(d, rho, stratified)
      emit(name, "log-rank", 0, rho, stratified, "", t["stat"], t["df"])
      for (cause in 1:2) {
        g <- gray(d, cause, rho, stratified)
        if (!is.null(g)) emit(name, "gray", cause, rho, stratified, "", g["stat"], g["df"])
      }
    }
    # the trend over scores 0, 1, 2, ... is the score test of Cox with exact ties
    f <- if (stratified) Surv(time, status > 0) ~ group + strata(stratum) else Surv(time, status > 0) ~ group
    emit(name, "log-rank-trend", 0, 0, stratified, "", coxph(f, data = d, ties = "exact", control = coxph.control(iter.max = 0))$score, 1)
    # the log-rank of K groups is the score test of K - 1 indicators
    f <- if (stratified) Surv(time, status > 0) ~ factor(group) + strata(stratum) else Surv(time, status > 0) ~ factor(group)
    emit(name, "cox-exact-score", 0, 0, stratified, "", coxph(f, data = d, ties = "exact", control = coxph.control(iter.max = 0))$score, length(unique(d$group)) - 1)
  }
  # pairs, Holm's adjustment
  pairs <- combn(sort(unique(d$group)), 2)
  at <- paste(pairs[1, ], pairs[2, ], sep = "-")
  lr <- apply(pairs, 2, function(g) logrank(d[d$group %in% g, ], 0, FALSE)["stat"])
  emit(name, "pairwise-log-rank", 0, 0, FALSE, at, lr, 1, p.adjust(pchisq(lr, 1, lower.tail = FALSE), "holm"))
  gr <- apply(pairs, 2, function(g) { t <- gray(d[d$group %in% g, ], 2, 0, FALSE); if (is.null(t)) -1 else t["stat"] })
  if (all(gr >= 0)) emit(name, "pairwise-gray", 2, 0, FALSE, at, gr, 1, p.adjust(pchisq(gr, 1, lower.tail = FALSE), "holm"))
}

# Permutation: every split of the groups over the cases, a split whose variance
# is degenerate having the statistic 0.
splits <- function(sizes) {
  grow <- function(free, sizes) {
    if (length(sizes) == 1) return(list(list(free)))
    do.call(c, combn(length(free), sizes[1], function(i) lapply(grow(free[-i], sizes[-1]), function(rest) c(list(free[i]), rest)), simplify = FALSE))
  }
  lapply(grow(seq_len(sum(sizes)), sizes), function(s) { g <- integer(sum(sizes)); for (k in seq_along(s)) g[s[[k]]] <- k - 1; g })
}
permutation <- function(name, test, cause, stratified, statistic) {
  test <- paste0(test, if (stratified) "-stratified", "-permutation")
  d <- sets[[name]]
  stratum <- if (stratified) d$stratum else 0 * d$stratum
  parts <- lapply(sort(unique(stratum)), function(s) lapply(splits(as.integer(table(d$group[stratum == s]))), function(g) sort(unique(d$group[stratum == s]))[g + 1]))
  choice <- expand.grid(lapply(parts, seq_along))
  all <- apply(choice, 1, function(i) {
    for (k in seq_along(i)) d$group[stratum == sort(unique(stratum))[k]] <- parts[[k]][[i[k]]]
    x <- suppressWarnings(tryCatch(statistic(d), error = function(e) 0))
    if (is.null(x) || !is.finite(x) || x < 0) 0 else x
  })
  observed <- statistic(sets[[name]])
  emit(name, test, cause, 0, stratified, paste0("splits=", length(all)), observed, NA, mean(all >= observed - 1e-9))
  emit(name, test, cause, 0, stratified, "p_min", max(all), NA, mean(all >= max(all) - 1e-9))
}
safe <- function(d, stratified) { t <- logrank(d, 0, stratified); if (t["df"] < 1) 0 else t["stat"] }
permutation("eleven", "log-rank", 0, FALSE, function(d) safe(d, FALSE))
permutation("eleven", "log-rank", 0, TRUE, function(d) safe(d, TRUE))
permutation("eleven", "gray", 1, FALSE, function(d) gray(d, 1, 0, FALSE)["stat"])
permutation("eleven", "gray", 1, TRUE, function(d) gray(d, 1, 0, TRUE)["stat"])
permutation("three", "log-rank", 0, FALSE, function(d) safe(d, FALSE))
permutation("three", "gray", 1, FALSE, function(d) gray(d, 1, 0, FALSE)["stat"])
permutation("within", "log-rank", 0, TRUE, function(d) safe(d, TRUE))
permutation("within", "gray", 1, TRUE, function(d) gray(d, 1, 0, TRUE)["stat"])

out <- do.call(rbind, rows)
out$stratified <- as.integer(out$stratified)
for (v in c("stat", "p")) out[[v]] <- sprintf("%.15g", out[[v]])
write.csv(out, file.path(here, "comparison.csv"), row.names = FALSE, quote = FALSE)
write.csv(do.call(rbind, lapply(names(sets), function(n) cbind(dataset = n, sets[[n]]))), file.path(here, "comparison-data.csv"), row.names = FALSE, quote = FALSE)
