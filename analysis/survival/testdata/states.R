# State occupation, mean time in each state, its differences, win time and
# occupation from a landmark, of data with states that are left and entered again.
#
#   Rscript states.R DIR        made with R 4.2.2 and survival 3.5-3
#
# Writes DIR/states-data.csv, the stays of five data sets, and DIR/states.csv: set,
# analysis, group, state, quantity, at, value with 15 digits. The Go tests agree to
# 1e-8 relative or better.
#
# ebmt4 and prothr are data of the package mstate, which Debian does not have. In
# their place stand, of Debian's r-cran-survival:
#   protime  pbcseq as prothr is: prothrombin time under 11 s or not at each visit,
#            back and forth, and death; by treatment
#   dnase    rhDNase: on intravenous antibiotics or not, back and forth; by treatment
#   myeloid  as ebmt4 is: transplant, complete response, both, relapse, death, none of
#            them left for one before; by treatment
# and of this script
#   centre   invented: waiting, independent, in acute GVHD, relapsed, dead, of which all
#            but death are left and entered again, with late entries and gaps
#   two      invented: alive and dead
suppressPackageStartupMessages(library(survival))
options(digits = 17, warn = 1)
out <- commandArgs(TRUE)[1]
rows <- list()
emit <- function(set, analysis, group, state, quantity, at, value)
  rows[[length(rows) + 1L]] <<- data.frame(set, analysis, group = as.character(group), state, quantity, at, value = as.numeric(value))

# Stays of one state are joined, and nobody is followed where stop is not after start.
stays <- function(d) {
  do.call(rbind, lapply(split(d, d$id), function(x) {
    keep <- c(TRUE, x$state[-1] != x$state[-nrow(x)])
    state <- x$state[keep]; start <- x$day[keep]
    stop <- c(start[-1], x$end[1]); to <- c(state[-1], 0)
    if (x$dead[1] > 0) to[length(to)] <- x$dead[1]
    data.frame(id = x$id[1], group = x$group[1], from = state, to, start, stop)[stop > start, ]
  }))
}

p <- pbcseq[!is.na(pbcseq$protime), ]
protime <- stays(data.frame(id = p$id, group = p$trt, day = p$day, end = p$futime, dead = ifelse(p$status == 2, 3, 0),
                            state = ifelse(p$protime < 11, 1, 2)))

# An infusion that begins before day 0 is on at day 0; one on the day on which the last stops goes on.
dnase <- do.call(rbind, lapply(split(rhDNase, rhDNase$id), function(x) {
  end <- as.numeric(x$end.dt[1] - x$entry.dt[1]); day <- 0; state <- 1
  for (i in which(!is.na(x$ivstart))) {
    on <- max(0, x$ivstart[i]); off <- x$ivstop[i]
    if (off <= 0 || on >= end) next
    day <- c(day, on, off); state <- c(state, 2, 1)
  }
  use <- !duplicated(day, fromLast = TRUE) & day < end
  data.frame(id = x$id[1], group = x$trt[1], day = day[use], end, dead = 0, state = state[use])
}))
dnase <- stays(dnase)

m <- myeloid
myeloid_course <- do.call(rbind, lapply(seq_len(nrow(m)), function(i) {
  at <- c(tx = m$txtime[i], cr = m$crtime[i], rl = m$rltime[i])
  at <- sort(at[!is.na(at) & at < m$futime[i] & at > 0])
  day <- 0; state <- 1; tx <- cr <- FALSE
  for (k in seq_along(at)) {
    if (names(at)[k] == "rl") { state <- c(state, 5) } else {
      if (names(at)[k] == "tx") tx <- TRUE else cr <- TRUE
      if (state[length(state)] == 5) next
      state <- c(state, 1 + tx + 2 * cr)
    }
    day <- c(day, at[k])
  }
  use <- !duplicated(day, fromLast = TRUE)
  data.frame(id = m$id[i], group = m$trt[i], day = day[use], end = m$futime[i], dead = ifelse(m$death[i], 6, 0), state = state[use])
}))
myeloid_stays <- stays(myeloid_course)

set.seed(20261130)
centre <- do.call(rbind, lapply(1:140, function(id) {
  group <- 1 + id %% 2
  from <- if (id %% 9 == 0) 2 else 1
  start <- if (id %% 10 == 0) sample(1:40, 1) else 0
  r <- NULL
  repeat {
    stop <- start + sample(1:60, 1)
    to <- sample(0:5, 1, prob = if (group == 1) c(.22, .12, .34, .16, .08, .08) else c(.22, .16, .2, .2, .1, .12))
    if (to == from) to <- 0
    # Where some enter late survfit takes for p(0) the states at the first move: no censoring comes before it.
    if (id <= 2 && start == 0) { stop <- 1; to <- 2 }
    r <- rbind(r, data.frame(id, group, from, to, start, stop))
    if (to == 5 || to == 0 && runif(1) < .45 || stop > 400) break
    start <- stop
    if (to > 0) from <- to
  }
  r
}))
two <- data.frame(id = 1:150, group = 1:2, from = 1, to = sample(c(0, 2), 150, TRUE), start = 0, stop = sample(1:120, 150, TRUE))

sets <- list(protime = protime, dnase = dnase, myeloid = myeloid_stays, centre = centre, two = two)
plan <- list(
  protime = list(states = 3, at = c(30, 365, 1000, 3000), tau = c(365, 3000), landmark = c(400, 1200), worst_last = 1:3),
  dnase = list(states = 2, at = c(10, 50, 100, 150), tau = 160, landmark = 60, worst_last = 1:2),
  myeloid = list(states = 6, at = c(30, 100, 365, 1500), tau = c(365, 1500), landmark = c(100, 300), worst_last = c(3, 3, 2, 1, 4, 5)),
  centre = list(states = 5, at = c(0, 5, 30, 90, 150), tau = c(30, 150), landmark = c(20, 61), worst_last = c(3, 1, 2, 4, 5)),
  two = list(states = 2, at = c(5, 60), tau = c(50, 100), landmark = 20, worst_last = 1:2))

fit <- function(d, k, ...) survfit(Surv(start, stop, factor(to, 0:k)) ~ 1, data = d, id = id, istate = factor(from, 1:k),
                                   influence = TRUE, timefix = FALSE, ...)
# Occupation and influences at the start and each time before tau, with the lengths from each to the next.
course <- function(f, k, tau, from = 0) {
  i <- f$time < tau & f$time > from
  j <- match(as.character(1:k), f$states)
  u <- f$influence.pstate[, c(TRUE, i), j, drop = FALSE]
  list(p = rbind(f$p0, f$pstate[i, , drop = FALSE])[, j], u = u, time = c(from, f$time[i]), width = diff(c(from, f$time[i], tau)))
}
at_times <- function(set, analysis, group, f, k, times) {
  s <- summary(f, times = times[times > 0 & times <= max(f$time)])
  for (h in 1:k) {
    j <- match(as.character(h), f$states)
    if (0 %in% times) emit(set, analysis, group, h, c("pstate", "std.err"), 0, c(f$p0[j], f$sp0[j]))
    for (q in c("pstate", "std.err", "n.risk")) emit(set, analysis, group, h, q, s$time, s[[q]][, j])
  }
}
for (set in names(sets)) {
  d <- sets[[set]]; k <- plan[[set]]$states; at <- plan[[set]]$at
  d$group <- as.integer(factor(d$group))
  sets[[set]] <- d
  for (g in 0:2) at_times(set, "occupation", g, fit(if (g) d[d$group == g, ] else d, k), k, at)
  for (tau in plan[[set]]$tau) {
    each <- lapply(1:2, function(g) fit(d[d$group == g, ], k))
    table <- lapply(each, function(f) summary(f, rmean = tau)$table[as.character(1:k), c("rmean", "se(rmean)")])
    for (g in 1:2) for (h in 1:k) emit(set, "mean", g, h, c("rmean", "se"), tau, table[[g]][h, ])
    for (h in 1:k) {
      e <- table[[1]][h, 1] - table[[2]][h, 1]; se <- sqrt(table[[1]][h, 2]^2 + table[[2]][h, 2]^2)
      emit(set, "mean-difference", "", h, c("estimate", "se"), tau, c(e, se))
    }
    # Win time: the integral of p1 s p2', s the sign of rank 2 less rank 1 of each pair of states, by the union of times.
    rank <- plan[[set]]$worst_last
    s <- outer(rank, rank, function(a, b) sign(b - a))
    x <- lapply(each, course, k = k, tau = tau)
    cuts <- sort(unique(c(x[[1]]$time, x[[2]]$time)))
    width <- diff(c(cuts, tau))
    index <- lapply(x, function(c) findInterval(cuts, c$time))
    p1 <- x[[1]]$p[index[[1]], ]; p2 <- x[[2]]$p[index[[2]], ]
    w1 <- p2 %*% t(s) * width; w2 <- p1 %*% s * width   # what a unit of each state of a group brings
    influence <- function(c, i, w) apply(c$u, 1, function(u) sum(matrix(u, ncol = k)[i, ] * w))
    better <- (s > 0) * 1; worse <- (s < 0) * 1
    emit(set, "win", "", 0, c("estimate", "se", "win", "loss"), tau,
         c(sum(p1 * w1), sqrt(sum(influence(x[[1]], index[[1]], w1)^2) + sum(influence(x[[2]], index[[2]], w2)^2)),
           sum(p1 * (p2 %*% t(better)) * width), sum(p1 * (p2 %*% t(worse)) * width)))
  }
  # From a landmark: of all cases, and of those who are in the state then.
  for (s in plan[[set]]$landmark) for (h in 1:2) {
    later <- d[d$stop > s, ]
    sample <- later$id[later$start <= s & later$from == h]
    if (length(sample) < 5) next
    later$start <- pmax(later$start, s)
    times <- s + c(1, 10, 30, 60, 200)
    at_times(set, paste0("from", s), h, fit(later, k, start.time = s, p0 = as.numeric(1:k == h)), k, times)
    at_times(set, paste0("landmark", s), h, fit(later[later$id %in% sample, ], k, start.time = s), k, times)
    emit(set, paste0("landmark", s), h, h, "cases", s, length(sample))
  }
}
data <- do.call(rbind, lapply(names(sets), function(set) cbind(set, sets[[set]])))
write.csv(data, file.path(out, "states-data.csv"), row.names = FALSE, quote = FALSE)
r <- do.call(rbind, rows)
r$value <- sprintf("%.15g", r$value)
write.csv(r, file.path(out, "states.csv"), row.names = FALSE, quote = FALSE)
