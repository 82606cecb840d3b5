# The size of the asymptotic log-rank test at 5 % in two small groups: of every
# split of the times 1, 2, …, n into the groups, all deaths, the number with a
# statistic over the quantile. Under the hypothesis each split is as likely as
# another, whatever the distribution of the times, so that this is exact.
# R 4.2.2, survival 3.5-3:
#
#   Rscript size.R > size.csv
#
# Counts are compared as they are.
suppressPackageStartupMessages(library(survival))
cat("a,b,splits,over\n")
for (sizes in list(c(5, 5), c(5, 8), c(6, 6), c(7, 7))) {
  n <- sum(sizes)
  splits <- combn(n, sizes[1])
  time <- seq_len(n)
  statistic <- apply(splits, 2, function(i) { first <- as.numeric(time %in% i); survdiff(Surv(time, rep(1, n)) ~ first)$chisq })
  cat(sizes[1], ",", sizes[2], ",", length(statistic), ",", sum(statistic > qchisq(0.95, 1)), "\n", sep = "")
}
