# Values of R 4.2.2 for the tests of this package:  Rscript describe.R > describe.csv
#
# test, input, setting, quantity, value. An input holds groups, or rows of
# counts, divided by "|" and their numbers by spaces. Tolerance of the tests: 1e-9.
options(digits = 17, warn = -1)
cat("test,input,setting,quantity,value\n")
text <- function(groups) paste(sapply(groups, paste, collapse = " "), collapse = "|")
emit <- function(test, input, setting, quantity, value) cat(sprintf("%s,%s,%s,%s,%.15g\n", test, input, setting, quantity, value), sep = "")

for (v in list(c(0,1), c(1,1), c(0,10), c(10,10), c(1,10), c(9,10), c(3,7), c(17,137), c(500,1000), c(1,100000), c(49999,100000)))
  for (level in c(.9, .95, .998)) emit("proportion", text(list(v)), level, c("lower", "upper"), binom.test(v[1], v[2], conf.level = level)$conf.int)

numbers <- list(5, c(3, 1), c(2, 9, 4), c(1, 1, 2, 8), c(7, 3, 9, 1, 5), c(12, 45, 45, 180, 200, 200, 365, 400, 512, 640), c(.5, -2, 3.25, 8, 8, 1.75, 0), 1:101)
for (x in numbers) for (type in c(7, 2, 6)) emit("quartiles", text(list(x)), type, c("min", "q1", "median", "q3", "max"), quantile(x, type = type))

# standardised differences by their formulas
smd_numbers <- function(a, b) (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)
smd_counts <- function(a, b) {
  p <- (a / sum(a))[-1]; q <- (b / sum(b))[-1]
  one <- function(p) { s <- -outer(p, p); diag(s) <- p * (1 - p); s }
  sqrt(as.numeric(t(p - q) %*% solve((one(p) + one(q)) / 2) %*% (p - q)))
}
for (x in list(list(c(1, 2, 3, 4), c(2, 4, 9)), list(c(8.5, 3, 3, 7), c(1, 1, 2)))) emit("difference-numbers", text(x), "", "estimate", smd_numbers(x[[1]], x[[2]]))
for (x in list(list(c(3, 7), c(6, 4)), list(c(5, 10, 2), c(9, 3, 3)), list(c(38, 54, 45, 1), c(20, 30, 0, 9)))) emit("difference-counts", text(x), "", "estimate", smd_counts(x[[1]], x[[2]]))

rows <- function(m) apply(m, 1, identity, simplify = FALSE)
tables <- list(
  rbind(c(3, 1), c(1, 3)), rbind(c(8, 0), c(1, 1)), rbind(c(0, 5), c(5, 0)), rbind(c(12, 30), c(25, 40)), rbind(c(2, 3, 4), c(5, 0, 1)),
  rbind(c(1, 2, 1, 0), c(3, 3, 6, 1), c(10, 10, 14, 9), c(6, 7, 12, 11)),
  rbind(c(7, 1, 9, 4, 2), c(3, 8, 2, 2, 5), c(1, 0, 4, 9, 6)), rbind(c(1, 0, 2, 3, 1, 0, 2, 1), c(0, 4, 1, 0, 2, 2, 0, 3)),
  rbind(c(2, 0), c(1, 3), c(0, 4), c(5, 1), c(2, 2)), rbind(c(20, 11, 7), c(17, 30, 7), c(16, 15, 14)), rbind(c(300, 250), c(250, 300)),
  rbind(c(2, 2, 2), c(2, 2, 2), c(2, 2, 2)), rbind(c(1, 1, 0, 3, 0), c(0, 2, 1, 0, 1), c(2, 0, 0, 1, 2), c(1, 0, 3, 0, 1)))
for (m in tables) {
  x <- chisq.test(m, correct = FALSE)
  emit("chi-squared", text(rows(m)), "", c("statistic", "df", "p"), c(x$statistic, x$parameter, x$p.value))
  emit("fisher", text(rows(m)), "", "p", fisher.test(m, workspace = 2e8)$p.value)
}
# too large to enumerate: the Monte Carlo must come near
for (m in list(rbind(c(9, 14, 8, 21, 11), c(16, 9, 18, 9, 6), c(12, 19, 10, 13, 21), c(8, 12, 17, 14, 9)))) emit("fisher-large", text(rows(m)), "", "p", fisher.test(m, simulate.p.value = TRUE, B = 1e6)$p.value)

ranked <- list(list(c(1, 4, 6), c(2, 3, 8, 9)), list(c(1.1, 2.2), c(3.3, 4.4, 5.5)), list(c(5, 3, 8, 1, 12), c(7, 9, 11, 2, 14, 20)), list(seq(1, 97, 2), seq(2, 99, 2)))
for (x in ranked) { w <- wilcox.test(x[[1]], x[[2]]); emit("mann-whitney-exact", text(x), "", c("statistic", "p"), c(w$statistic, w$p.value)) }
# with ties, by every split: as far from the mean or farther
for (x in list(list(c(1, 2, 2), c(2, 3, 5, 5)), list(c(0, 0, 1, 3, 3), c(0, 2, 2, 3, 7, 7)), list(c(1, 1, 1, 2), c(2, 2, 1, 1, 1, 2, 2)))) {
  r <- rank(unlist(x)); n <- length(x[[1]]); mean <- n * (length(r) + 1) / 2
  every <- combn(length(r), n, function(i) sum(r[i]))
  emit("mann-whitney-exact", text(x), "", c("statistic", "p"), c(sum(r[1:n]) - n * (n + 1) / 2, mean(abs(every - mean) >= abs(sum(r[1:n]) - mean) - 1e-9)))
}
set.seed(20260102)
for (k in 1:3) {
  x <- list(sample(0:40, 60, TRUE), sample(5:45, 55, TRUE))
  w <- wilcox.test(x[[1]], x[[2]], exact = FALSE); emit("mann-whitney", text(x), "", c("statistic", "p"), c(w$statistic, w$p.value))
}

splits <- function(n, sizes) {
  if (length(sizes) == 1) return(matrix(length(sizes), 1, n))
  first <- combn(n, sizes[1]); rest <- splits(n - sizes[1], sizes[-1])
  do.call(rbind, lapply(seq_len(ncol(first)), function(j) { m <- matrix(0, nrow(rest), n); m[, first[, j]] <- length(sizes); m[, -first[, j]] <- rest; m }))
}
for (x in list(list(c(1, 4, 6), c(2, 3), c(8, 9, 7)), list(c(1, 2, 2), c(2, 3, 5), c(5, 5, 1, 9)), list(c(3, 1), c(2, 2), c(5, 4), c(4, 9)))) {
  k <- kruskal.test(x); r <- rank(unlist(x)); sizes <- lengths(x)
  h <- function(g) sum(tapply(r, g, sum)^2 / as.vector(table(g)))
  every <- apply(splits(length(r), sizes), 1, h)
  emit("kruskal-wallis-exact", text(x), "", c("statistic", "p"), c(k$statistic, mean(every >= h(rep(rev(seq_along(sizes)), sizes)) - 1e-9)))
}
for (k in 1:2) {
  x <- list(sample(0:40, 12, TRUE), sample(5:45, 15, TRUE), sample(0:60, 9, TRUE), sample(0:50, 11, TRUE))
  h <- kruskal.test(x); emit("kruskal-wallis", text(x), "", c("statistic", "df", "p"), c(h$statistic, h$parameter, h$p.value))
}
