# Sixteen invented cases with every kind of tie, and exact proportions.
#
#   Rscript golden.R DIR     R 4.2.2, survival 3.5-3, cmprsk 2.2-11, bpcp 1.4.2, coxphf 1.13.4
#
# Writes golden.csv and golden.reference.csv (six to nine digits after the point:
# a value holds to half a unit of the last, but for crr, whose default gtol ends
# its search about a unit of the seventh digit early), and proportion.csv and
# proportion.reference.csv (15 digits). All functions with their default
# options; the columns are those of reference.R.
suppressPackageStartupMessages({ library(survival); library(cmprsk); library(bpcp); library(coxphf) })
out <- commandArgs(TRUE)[1]

rows <- list()
emit <- function(dataset, analysis, method, group, quantity, at, value, format = "%.7f")
  rows[[length(rows) + 1L]] <<- data.frame(dataset, analysis, method, group = as.character(group), quantity, at,
    value = ifelse(is.na(value), "NA", sprintf(format, as.numeric(value))))
finish <- function(name, d) {
  write.csv(d, file.path(out, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
  write.csv(do.call(rbind, rows), file.path(out, paste0(name, ".reference.csv")), row.names = FALSE, quote = FALSE)
  rows <<- list()
}
golden <- function(...) emit("golden", ...)

t <- c(1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 8, 9)
e <- c(1, 1, 0, 2, 0, 2, 1, 0, 1, 2, 1, 0, 0, 1, 0, 0)
g <- c(1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0)
a <- c(5, 3, 8, 1, 9, 2, 7, 4, 6, 5, 3, 8, 1, 9, 2, 7)
stratum <- as.integer(a > 4)

# Survival without any event.
for (ct in c("log-log", "plain", "log")) {
  f <- survfit(Surv(t, e > 0) ~ 1, conf.type = ct)
  s <- summary(f, times = c(2, 5))
  if (ct == "log-log") {
    golden("km", "greenwood", "all", "survival", c(2, 5), s$surv, "%.9f")
    golden("km", "greenwood", "all", "std_err", c(2, 5), s$std.err, "%.8f")
    q <- quantile(f, .5)
    golden("km", ct, "all", c("quantile", "quantile_lower", "quantile_upper"), .5, unlist(q))
    m <- summary(f, rmean = 8)$table
    golden("km", "rmst", "all", c("rmst", "rmst_std_err"), 8, m[c("rmean", "se(rmean)")], c("%.6f", "%.7f"))
  }
  golden("km", ct, "all", c("lower", "upper"), 5, c(s$lower[2], s$upper[2]))
}
b <- bpcp(t, as.integer(e > 0))
i <- max(which(b$L <= 5 & (b$R > 5 | (b$Rin & b$R >= 5))))
golden("km", "beta-product", "all", c("lower", "upper"), 5, c(b$lower[i], b$upper[i]))

# Incidence of each cause: Aalen and infinitesimal-jackknife errors.
p <- timepoints(cuminc(t, e), c(2, 5, 8))
golden("cif", "cause=1", "all", "incidence", c(2, 5, 8), p$est[1, ])
golden("cif", "cause=1", "all", "variance", c(2, 5, 8), p$var[1, ], "%.8f")
golden("cif", "cause=2", "all", "incidence", 8, p$est[2, 3])
golden("cif", "cause=2", "all", "variance", 8, p$var[2, 3], "%.8f")
s <- summary(survfit(Surv(t, factor(e)) ~ 1), times = c(2, 5, 8))
golden("cif", "cause=1;delta", "all", "std_err", c(2, 5, 8), s$std.err[, 2], "%.8f")

# Tests between the groups.
gray <- function(method, tests) for (k in 1:2) golden("gray", sprintf(method, k), "", "stat", "", tests[k, "stat"])
gray("cause=%d", cuminc(t, e, g)$Tests)
gray("cause=%d;rho=1", cuminc(t, e, g, rho = 1)$Tests)
gray("cause=%d;stratified", cuminc(t, e, g, stratum)$Tests)
golden("logrank", "rho=0", "", "chisq", "", survdiff(Surv(t, e > 0) ~ g)$chisq)
golden("logrank", "stratified", "", "chisq", "", survdiff(Surv(t, e > 0) ~ g + strata(stratum))$chisq)
golden("logrank", "rho=1", "", "chisq", "", survdiff(Surv(t, e > 0) ~ g, rho = 1)$chisq)

# Models.
for (ties in c("efron", "breslow", "exact")) {
  f <- coxph(Surv(t, e > 0) ~ g + a, ties = ties)
  golden("cox", ties, c("g", "a"), "coef", "", coef(f))
  if (ties == "efron") {
    golden("cox", ties, c("g", "a"), "std_err", "", sqrt(diag(vcov(f))))
    golden("cox", ties, "", c("loglik_null", "loglik"), "", f$loglik)
    golden("zph", "km", "GLOBAL", "chisq", "", cox.zph(f)$table["GLOBAL", "chisq"])
  }
}
f <- coxphf(Surv(t, d) ~ g + a, data = data.frame(t, d = as.integer(e > 0), g, a))
golden("cox", "firth", c("g", "a"), "coef", "", f$coefficients)
f <- crr(t, e, cbind(g, a))
golden("finegray", "crr", c("g", "a"), "coef", "", f$coef)
golden("finegray", "crr", c("g", "a"), "std_err", "", sqrt(diag(f$var)))
golden("finegray", "crr", "", c("loglik", "loglik_null"), "", c(f$loglik, f$loglik.null))
d <- finegray(Surv(t, factor(e)) ~ ., data = data.frame(t, e, g, a, id = 1:16), etype = 1, id = id)
f <- coxph(Surv(fgstart, fgstop, fgstatus) ~ g + a, data = d, weights = fgwt, ties = "breslow", cluster = id)
golden("finegray", "finegray", c("g", "a"), "coef", "", coef(f))
golden("finegray", "finegray;robust", c("g", "a"), "std_err", "", sqrt(diag(vcov(f))))
finish("golden", data.frame(t, e, g, a, stratum))

# Proportions with exact intervals.
k <- c(10, 9, 2, 1, 50, 48, 0, 0)
n <- c(10, 10, 2, 2, 50, 50, 10, 50)
for (i in seq_along(k)) {
  b <- binom.test(k[i], n[i])
  emit("proportion", "proportion", "clopper-pearson", paste0(k[i], "/", n[i]), c("estimate", "lower", "upper"), "", c(b$estimate, b$conf.int), "%.15g")
}
finish("proportion", data.frame(k, n))
