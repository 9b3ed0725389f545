# Reference values for the survey domain, from base R and its stats package alone:
#   Rscript test/survey/golden.R > test/survey/golden.json
options(digits = 17)
num <- function(x) paste0("[", paste(formatC(x, digits = 17, format = "g"), collapse = ","), "]")
out <- character()
put <- function(name, value) out[[length(out) + 1]] <<- paste0('"', name, '": ', value)

# Net scores. The score interval by the maximum of the restricted likelihood, found numerically.
net <- function(d, s, p, level = 0.95) {
  n <- d + s + p; z <- qnorm(1 - (1 - level) / 2); v <- (p - d) / n
  se <- sqrt(((p + d) / n - v^2) / n)
  m <- n + 3; a <- (p - d) / m; ase <- sqrt(((p + d + 1.5) / m - a^2) / m)
  variance <- function(t) {
    likelihood <- function(q) {
      part <- function(count, share) if (count == 0) 0 else count * log(share)
      part(p, (1 - q + t) / 2) + part(s, q) + part(d, (1 - q - t) / 2)
    }
    q <- optimize(likelihood, c(0, 1 - abs(t)), maximum = TRUE, tol = 1e-14)$maximum
    1 - q - t^2
  }
  root <- function(sign, from, to) uniroot(
    function(t) v - t - sign * z * sqrt(max(0, variance(t)) / n), c(from, to), tol = 1e-14)$root
  c(v, se, v - z * se, v + z * se, a - z * ase, a + z * ase,
    root(1, -1 + 1e-12, v), root(-1, v, 1 - 1e-12))
}
cases <- list(c(20, 30, 50), c(5, 1, 4), c(200, 333, 1017), c(3, 12, 9), c(40, 2, 1))
put("net", paste0("[", paste(sapply(cases, function(k) paste0('{"counts":', num(k), ',"values":',
  num(net(k[1], k[2], k[3])), ',"at90":', num(net(k[1], k[2], k[3], 0.9)), "}")), collapse = ","), "]"))

# Means.
x <- rep(1:5, c(3, 4, 10, 22, 11)); t1 <- t.test(x)
put("mean", num(c(t1$estimate, t1$stderr, t1$conf.int)))
w <- c(1, 2, 0.5, 3, 1.5, 1, 2.5, 0.8); y <- c(10, 9, 3, 8, 7, 10, 6, 9)
u <- (y >= 9) - (y < 7); m <- sum(w * u) / sum(w)
put("weighted", num(c(m, sum(w)^2 / sum(w^2), sqrt(sum(w^2 * (u - m)^2)) / sum(w))))

# Two samples, k samples.
a <- rep(1:5, c(2, 5, 9, 20, 14)); b <- rep(1:5, c(6, 9, 12, 10, 3)); c3 <- rep(1:5, c(1, 4, 4, 9, 12))
tw <- t.test(a, b)
put("welch", num(c(tw$estimate[1] - tw$estimate[2], tw$stderr, tw$parameter, tw$statistic, tw$p.value, tw$conf.int)))
ow <- oneway.test(v ~ g, data.frame(v = c(a, b, c3), g = rep(1:3, c(50, 40, 30))))
put("welchF", num(c(ow$statistic, ow$parameter, ow$p.value)))
pt <- prop.test(c(34, 13, 21), c(50, 40, 30), correct = FALSE)
put("pearson", num(c(pt$statistic, pt$parameter, pt$p.value)))
p2 <- prop.test(c(34, 13), c(50, 40), correct = FALSE)
put("pooledZ", num(c(sqrt(p2$statistic), p2$p.value)))
raw <- combn(3, 2, function(i) prop.test(c(34, 13, 21)[i], c(50, 40, 30)[i], correct = FALSE)$p.value)
for (how in c("holm", "bonferroni", "BH")) put(paste0("adjust", how), num(p.adjust(raw, how)))

# Paired.
before <- c(9, 10, 7, 3, 8, 9, 6, 10, 10, 2, 5, 9); after <- c(10, 9, 9, 5, 9, 9, 8, 6, 10, 6, 7, 10)
code <- function(s) (s >= 9) - (s < 7)
tp <- t.test(code(after), code(before), paired = TRUE)
put("pairedT", num(c(tp$estimate, tp$statistic, tp$parameter, tp$p.value, tp$conf.int)))
mc <- mcnemar.test(matrix(c(30, 5, 14, 21), 2), correct = FALSE)
put("mcnemar", num(c(sqrt(mc$statistic), mc$p.value)))

# Drivers: Johnson's weights by matrix algebra, on a data set that ships with R (attitude).
d <- attitude; X <- as.matrix(d[, -1]); e <- eigen(cor(X))
L <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors); beta <- solve(L, cor(X, d$rating))
put("relativeWeights", num((L^2) %*% beta^2))
put("rSquared", num(summary(lm(rating ~ ., d))$r.squared))
put("correlations", paste0("[", paste(apply(X, 2, function(k) { ct <- cor.test(k, d$rating); num(c(ct$estimate, ct$conf.int)) }), collapse = ","), "]"))
put("attitude", paste0("[", paste(apply(as.matrix(d), 1, num), collapse = ","), "]"))
r1 <- 1:8; toy <- data.frame(s = c(9, 10, 4, 7, 2, 6, 8, 5), support = c(5, 5, 2, 4, 1, 3, 4, 3), price = c(3, 4, 3, 5, 2, 1, 4, 5))
# Of two drivers relative weights are means over the orders of entry (general dominance).
R <- function(f) summary(lm(f, toy))$r.squared
both <- R(s ~ support + price)
put("twoDrivers", num(c((R(s ~ support) + both - R(s ~ price)) / 2, (R(s ~ price) + both - R(s ~ support)) / 2)))

# Raking, by stats::loglin, which fits the margins of a table from a given start.
start <- matrix(c(10, 4, 6, 12, 3, 5), 2); rows <- c(0.55, 0.45); cols <- c(0.2, 0.5, 0.3)
fit <- loglin(outer(rows, cols) * sum(start), list(1, 2), start = start, fit = TRUE, eps = 1e-13, iter = 1000, print = FALSE)$fit
put("raked", num(fit / start))
cat("{\n", paste(out, collapse = ",\n"), "\n}\n", sep = "")
