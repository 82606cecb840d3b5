# Values beyond the reference sets: ties together with delayed entry, strata,
# clusters and competing risks, and the Schoenfeld test in all its forms.
#
#   Rscript models.R        writes models-data.csv and models.csv beside itself
#
# R 4.2.2, survival 3.5-3, cmprsk 2.2-11. The data are drawn with a fixed seed.
suppressPackageStartupMessages({ library(survival); library(cmprsk) })
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
set.seed(20261031)
n <- 150
d <- data.frame(time = sample(1:12, n, TRUE), cause = sample(0:2, n, TRUE, c(.3, .45, .25)),
  x = round(rnorm(n), 2), z = rbinom(n, 1, .4), stage = factor(sample(c("I", "II", "III"), n, TRUE)),
  stratum = sample(0:2, n, TRUE), cluster = sample(0:39, n, TRUE))
d$start <- pmax(0, d$time - sample(1:9, n, TRUE))
d$start[1:30] <- 0
write.csv(d, file.path(here, "models-data.csv"), row.names = FALSE, quote = FALSE)

rows <- list()
emit <- function(model, quantity, name, value)
  rows[[length(rows) + 1]] <<- data.frame(model = model, quantity = quantity, name = name, value = sprintf("%.15g", as.numeric(value)))
tight <- coxph.control(eps = 1e-12, iter.max = 100, toler.chol = 1e-14)
cox <- function(model, formula, ties, cluster = FALSE, zph = TRUE, data = d) {
  part <<- data # where R looks it up again
  f <- coxph(formula, part, ties = ties, control = tight)
  # survival 3.5-3 leaves the class off a fit with exact ties and delayed entry.
  if (!inherits(f, "coxph")) { f$method <- ties; class(f) <- "coxph" }
  emit(model, "coef", sub("^stage", "stage=", names(coef(f))), coef(f))
  emit(model, "std_err", sub("^stage", "stage=", names(coef(f))), sqrt(diag(vcov(f))))
  emit(model, "loglik_null", "", f$loglik[1])
  emit(model, "loglik", "", f$loglik[2])
  emit(model, "score", "", f$score)
  emit(model, "wald", "", coef(f) %*% solve(vcov(f), coef(f)))
  if (model != "exact:entry" && model != "exact:entry-strata") emit(model, "concordance", "", concordance(f)$concordance)
  if (zph && ties != "exact") for (g in c("km", "identity", "rank", "log")) {
    t <- cox.zph(f, transform = g)$table
    emit(model, paste0("zph-", g), rownames(t), t[, "chisq"])
    emit(model, paste0("zph-df-", g), rownames(t), t[, "df"])
  }
  if (cluster) {
    r <- coxph(formula, part, ties = ties, control = tight, cluster = cluster)
    emit(model, "robust_std_err", sub("^stage", "stage=", names(coef(r))), sqrt(diag(vcov(r))))
    emit(model, "robust_wald", "", r$wald.test)
    emit(model, "robust_score", "", r$rscore)
  }
}
for (ties in c("efron", "breslow", "exact")) {
  clustered <- ties != "exact"
  cox(paste0(ties, ":plain"), Surv(time, cause == 1) ~ x + z + stage, ties, clustered)
  cox(paste0(ties, ":strata"), Surv(time, cause == 1) ~ x + z + stage + strata(stratum), ties, clustered)
  # R goes through every set of the size of the tie where entry is delayed: the first 60 rows.
  first <- if (ties == "exact") d[1:60, ] else d
  cox(paste0(ties, ":entry"), Surv(start, time, cause == 1) ~ x + z + stage, ties, clustered, data = first)
  cox(paste0(ties, ":entry-strata"), Surv(start, time, cause == 1) ~ x + z + stage + strata(stratum), ties, clustered, data = first)
}
for (k in 1:2) {
  x <- model.matrix(~ x + z + stage, d)[, -1]
  f <- crr(d$time, d$cause, x, failcode = k, cencode = 0, gtol = 1e-14, maxiter = 200)
  stopifnot(f$converged)
  model <- paste0("crr:cause=", k)
  emit(model, "coef", sub("^stage", "stage=", names(f$coef)), f$coef)
  emit(model, "std_err", sub("^stage", "stage=", names(f$coef)), sqrt(diag(f$var)))
  emit(model, "loglik_null", "", f$loglik.null)
  emit(model, "loglik", "", f$loglik)
}
write.csv(do.call(rbind, rows), file.path(here, "models.csv"), row.names = FALSE, quote = FALSE)
