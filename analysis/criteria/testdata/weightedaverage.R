# Courses of haemoglobin and red cells, and what the rule of weightedaverage.go gives of
# each, written down from the definition in base R (R 4.2.2):
#   Rscript weightedaverage.R
# writes weightedaverage.csv (values), weightedaverage_redcells.csv and
# weightedaverage_reference.csv: day g, s, e and the trapezoid average, to 17 digits; the
# last day that is known and whether it is sparse, where there is none.
set.seed(12)
after <- 60; least <- 9; days <- 365; few <- 5; gap <- 183

trapezoid <- function(d, h) sum(diff(d) * (head(h, -1) + tail(h, -1)) / 2) / (tail(d, 1) - d[1])

judge <- function(d, h, red, end) {
  keep <- d >= 0 & d <= end
  low <- tapply(h[keep], d[keep], min)
  d <- as.numeric(names(low)); h <- as.numeric(low)
  red <- red[red <= end]
  for (s in d[h >= least]) {
    before <- red[red <= s]
    g <- if (length(before)) max(before) else 0
    if (s < g + after) next
    e <- d[d >= s + days][1]
    to <- if (is.na(e)) max(d) else e
    if (any(red > g & red <= (if (is.na(e)) Inf else e))) next
    i <- which(d >= s & d <= to)
    wide <- which(diff(d[i]) > gap)
    if (length(wide)) return(c(g, NA, NA, NA, d[i][wide[1]], 1))
    if (is.na(e)) next
    if (length(i) < few) return(c(g, NA, NA, NA, d[i][length(i) - 1], 1))
    m <- trapezoid(d[i], h[i])
    if (m >= least - 1e-9) return(c(g, s, e, m, max(d), 0))
  }
  c(NA, NA, NA, NA, max(d), 0)
}

values <- redcells <- reference <- NULL
for (course in 1:120) {
  every <- sample(c(14, 30, 60, 120, 170), 1)
  d <- cumsum(pmax(0, round(rnorm(60, every, every / 2))))
  d <- d[d <= 1500]
  if (length(d) == 0) d <- 0
  h <- round(sample(c(8.4, 9, 9.3, 10.5), 1) + cumsum(rnorm(length(d), 0, .25)), 1)
  red <- sort(sample(0:200, rpois(1, 3), TRUE))
  if (runif(1) < .3) red <- sort(c(red, sample(201:1200, 1)))
  end <- sample(c(500, 900, 1500), 1)
  if (!any(d <= end)) next
  values <- rbind(values, data.frame(course, end, day = d, value = h))
  if (length(red)) redcells <- rbind(redcells, data.frame(course, day = red))
  reference <- rbind(reference, c(course, judge(d, h, red, end)))
}
colnames(reference) <- c("course", "g", "s", "e", "average", "known_to", "sparse")
write.csv(values, "weightedaverage.csv", row.names = FALSE, quote = FALSE)
write.csv(redcells, "weightedaverage_redcells.csv", row.names = FALSE, quote = FALSE)
reference <- as.data.frame(reference)
reference$average <- ifelse(is.na(reference$average), NA, sprintf("%.17g", reference$average))
write.csv(reference, "weightedaverage_reference.csv", row.names = FALSE, quote = FALSE)
cat(sum(!is.na(reference$e)), "met,", sum(reference$sparse), "sparse of", nrow(reference), "\n")
