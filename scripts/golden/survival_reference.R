# Reference values for survival analysis: R's survival package at tight settings.
# Needed: R 4.2, survival 3.5, jsonlite. Run from the root of the repository:
#   Rscript scripts/golden/survival_reference.R > test/golden/retention/survival.json
suppressMessages({ library(survival); library(jsonlite) })
tight <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 60)
na <- function(x) { x <- unname(x); x[is.nan(x)] <- NA; x }

gehan <- data.frame(
  time = c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
           6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
  event = c(rep(1, 21), 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0),
  group = rep(c(0, 1), each = 21))
ties <- data.frame(time = c(9, 1, 1, 6, 6, 8), event = c(1, 1, 0, 1, 1, 0), x = c(0, 1, 1, 1, 0, 0))
# Weights and start-stop rows of the package's own validation appendix.
weighted <- data.frame(
  time = c(1, 1, 2, 2, 2, 2, 3, 4, 5), event = c(1, 0, 1, 1, 1, 0, 0, 1, 0),
  x = c(2, 0, 1, 1, 0, 1, 0, 1, 0), weight = c(1, 2, 3, 4, 3, 2, 1, 2, 1))
startstop <- data.frame(
  entry = c(1, 2, 5, 2, 1, 7, 3, 4, 8, 8), time = c(2, 3, 6, 7, 8, 9, 9, 9, 14, 17),
  event = c(1, 1, 1, 1, 1, 1, 1, 0, 0, 0), x = c(1, 0, 0, 1, 0, 1, 1, 1, 0, 0))
aml2 <- data.frame(time = aml$time, event = aml$status, x = as.numeric(aml$x == "Nonmaintained"))
lung2 <- with(lung, data.frame(time, event = status - 1, age, sex, ecog = ph.ecog, inst))
heart2 <- with(heart, data.frame(entry = start, time = stop, event, age, year, surgery,
                                 transplant = as.numeric(transplant == 1), id))
veteran2 <- with(veteran, data.frame(time, event = status, trt, karno, age, celltype = as.numeric(celltype)))
fraction <- with(lung, data.frame(time = time / 7, event = status - 1, weight = (age %% 5) + 0.25 * sex))
late <- with(lung, data.frame(entry = ifelse(seq_along(time) %% 3 == 0, floor(time / 3), 0), time,
                              event = status - 1, weight = 1 + (age %% 3) / 4, sex, age))
near <- data.frame(time = c(0.3, 0.1 + 0.2, 0.7, 1.1, 1.1 + 1e-10, 2), event = c(1, 1, 0, 1, 0, 1))
plateau <- data.frame(time = c(1, 2, 3, 4, 5, 6, 7, 8), event = c(1, 1, 1, 1, 0, 1, 0, 1))
one <- data.frame(time = c(3, 4, 5), event = c(0, 1, 0))
none <- data.frame(time = c(3, 4, 5), event = c(0, 0, 0))
sets <- list(aml = aml2, maintained = subset(aml2, x == 0, -x), nonmaintained = subset(aml2, x == 1, -x),
  lung = lung2, gehan = gehan, ties = ties, weighted = weighted, startstop = startstop, heart = heart2,
  veteran = veteran2, fraction = fraction, late = late, near = near, plateau = plateau, one = one, none = none)

surv <- function(d) if (is.null(d$entry)) Surv(d$time, d$event) else Surv(d$entry, d$time, d$event)
types <- c(plain = "plain", log = "log", log_log = "log-log", logit = "logit", arcsin = "arcsin")
curve <- function(d, horizons) {
  d$w <- if (is.null(d$weight)) rep(1, nrow(d)) else d$weight
  d <- d[d$w > 0, ]
  y <- surv(d)
  make <- function(type, ctype = 1) survfit(y ~ 1, weights = w, data = d, conf.type = type, robust = FALSE, ctype = ctype)
  f <- make("plain")
  g <- make("plain", 2)
  p <- c(.1, .25, .5, .75, .9)
  list(time = f$time, atRisk = f$n.risk, events = f$n.event, censored = f$n.censor, survival = f$surv,
    standardError = na(f$std.err * f$surv), hazard = f$cumhaz, hazardError = f$std.chaz,
    hazardOneByOne = g$cumhaz, hazardErrorOneByOne = g$std.chaz,
    intervals = lapply(types, function(type) { h <- make(type); list(lower = na(h$lower), upper = na(h$upper)) }),
    quantiles = lapply(types, function(type) {
      q <- quantile(make(type), p); list(time = unname(q$quantile), lower = unname(q$lower), upper = unname(q$upper)) }),
    median = lapply(types, function(type) na(summary(make(type))$table[c("median", "0.95LCL", "0.95UCL")])),
    restricted = lapply(horizons, function(h) {
      m <- summary(f, rmean = h)$table; list(horizon = h, value = m[["rmean"]], standardError = m[["se(rmean)"]]) }))
}
curves <- list(aml = list(30, 161), maintained = list(50), nonmaintained = list(45), lung = list(365, 1022),
  weighted = list(4), startstop = list(10), heart = list(300), fraction = list(50), late = list(365),
  near = list(2), plateau = list(7), one = list(4.5), none = list(5), gehan = list(20))

rank <- function(d, group, rho = 0, strata = NULL) {
  d$g <- d[[group]]
  d$s <- if (is.null(strata)) 1 else d[[strata]]
  f <- if (is.null(strata)) survdiff(Surv(time, event) ~ g, data = d, rho = rho)
       else survdiff(Surv(time, event) ~ g + strata(s), data = d, rho = rho)
  sum2 <- function(x) if (is.matrix(x)) rowSums(x) else x
  list(observed = unname(sum2(f$obs)), expected = unname(sum2(f$exp)), statistic = f$chisq, variance = f$var)
}
lungE <- subset(lung2, !is.na(ecog))
ranks <- list(
  list(data = "aml", group = "x", rho = 0, test = rank(aml2, "x")),
  list(data = "lung", group = "sex", rho = 0, test = rank(lung2, "sex")),
  list(data = "lung", group = "ecog", rho = 0, test = rank(lungE, "ecog")),
  list(data = "lung", group = "ecog", rho = 1, test = rank(lungE, "ecog", 1)),
  list(data = "lung", group = "ecog", rho = 0.5, test = rank(lungE, "ecog", 0.5)),
  list(data = "lung", group = "ecog", rho = 0, stratum = "sex", test = rank(lungE, "ecog", 0, "sex")),
  list(data = "lung", group = "ecog", rho = 1, stratum = "sex", test = rank(lungE, "ecog", 1, "sex")),
  list(data = "veteran", group = "celltype", rho = 0, stratum = "trt", test = rank(veteran2, "celltype", 0, "trt")),
  list(data = "gehan", group = "group", rho = 0, test = rank(gehan, "group")),
  list(data = "gehan", group = "group", rho = 1, test = rank(gehan, "group", 1)))

cox <- function(name, covariates, ties = "efron", stratum = NULL, cluster = NULL, zph = TRUE) {
  d <- sets[[name]]
  used <- c("time", "event", covariates, stratum, cluster)
  d <- d[complete.cases(d[used]), ]
  d$w <- if (is.null(d$weight)) rep(1, nrow(d)) else d$weight
  d$y <- surv(d)
  right <- paste(covariates, collapse = " + ")
  if (!is.null(stratum)) right <- paste0(right, " + strata(", stratum, ")")
  formula <- as.formula(paste("y ~", right))
  fit <- if (ties == "exact") coxph(formula, data = d, ties = ties, control = tight)
         else coxph(formula, data = d, weights = w, ties = ties, control = tight, robust = FALSE)
  out <- list(data = name, covariates = I(covariates), ties = ties, n = nrow(d),
    coefficients = I(unname(coef(fit))), variance = unname(vcov(fit)), logLikelihood = I(fit$loglik),
    score = fit$score, wald = unname(fit$wald.test),
    concordance = unname(fit$concordance[c("concordant", "discordant", "tied.x", "tied.y", "tied.xy", "concordance", "std")]))
  if (!is.null(stratum)) out$stratum <- stratum
  if (!is.null(cluster)) out$cluster <- cluster
  if (ties != "exact") {
    d$own <- if (is.null(cluster)) seq_len(nrow(d)) else d[[cluster]]
    out$robust <- unname(vcov(coxph(formula, data = d, weights = w, ties = ties, control = tight, cluster = own)))
    if (is.null(stratum)) {
      f <- survfit(fit, newdata = as.data.frame(t(colMeans(d[covariates]))), se.fit = TRUE)
      out$baseline <- list(at = I(unname(colMeans(d[covariates]))), time = f$time, hazard = f$cumhaz, hazardError = f$std.err)
      z <- as.data.frame(t(sapply(d[covariates], max)))
      f <- survfit(fit, newdata = z)
      out$other <- list(at = I(unname(unlist(z))), time = f$time, hazard = f$cumhaz, hazardError = f$std.err)
    }
    if (zph && is.null(d$weight)) out$proportional <- lapply(
      c(km = "km", rank = "rank", identity = "identity", log = "log"), function(g) unname(cox.zph(fit, g)$table[, 1]))
  }
  out
}
fits <- list(
  cox("aml", "x"), cox("aml", "x", "breslow"), cox("aml", "x", "exact"),
  cox("ties", "x"), cox("ties", "x", "breslow"), cox("ties", "x", "exact"),
  cox("weighted", "x"), cox("weighted", "x", "breslow"),
  cox("startstop", "x"), cox("startstop", "x", "breslow"),
  cox("lung", c("age", "sex", "ecog")), cox("lung", c("age", "sex", "ecog"), "breslow"),
  cox("lung", c("age", "sex", "ecog"), "exact"),
  cox("lung", c("age", "ecog"), stratum = "sex"), cox("lung", c("age", "sex", "ecog"), cluster = "inst"),
  cox("veteran", c("trt", "karno", "age")), cox("veteran", c("karno", "age"), stratum = "celltype"),
  cox("veteran", c("trt", "karno", "age"), "exact"),
  cox("heart", c("age", "year", "surgery", "transplant"), cluster = "id"),
  cox("heart", c("age", "year", "transplant"), "breslow", stratum = "surgery"),
  cox("late", c("age", "sex"), zph = FALSE))

m <- subset(mgus2[1:250, ], TRUE)
risk <- data.frame(time = ifelse(m$pstat == 0, m$futime, m$ptime),
                   cause = ifelse(m$pstat == 0, ifelse(m$death == 1, "death", NA), "pcm"))
risk$entry <- ifelse(seq_len(250) %% 4 == 0, floor(risk$time / 4), 0)
risk$weight <- 1 + (seq_len(250) %% 3) / 2
competing <- function(d, weighted, truncated) {
  e <- factor(ifelse(is.na(d$cause), "none", d$cause), c("none", "death", "pcm"))
  y <- if (truncated) Surv(d$entry, d$time, e) else Surv(d$time, e)
  d$w <- if (weighted) d$weight else rep(1, nrow(d))
  f <- survfit(y ~ 1, data = d, weights = w, id = seq_len(nrow(d)))
  at <- f$time
  list(weighted = weighted, truncated = truncated, time = at, atRisk = unname(f$n.risk[, 1]),
    survival = unname(f$pstate[, 1]), death = unname(f$pstate[, 2]), pcm = unname(f$pstate[, 3]),
    survivalError = unname(f$std.err[, 1]), deathError = unname(f$std.err[, 2]), pcmError = unname(f$std.err[, 3]))
}

parametric <- function(d, dist) {
  d$w <- if (is.null(d$weight)) rep(1, nrow(d)) else d$weight
  f <- survreg(Surv(time, event) ~ 1, data = d, weights = w, dist = dist,
               control = survreg.control(rel.tolerance = 1e-14, maxiter = 100))
  list(dist = dist, intercept = unname(coef(f)), scale = f$scale, variance = unname(vcov(f)), logLikelihood = f$loglik[2])
}
dists <- c("exponential", "weibull", "lognormal", "loglogistic")

cat(toJSON(list(
  source = paste("R", getRversion(), "survival", packageVersion("survival")),
  sets = lapply(sets, function(d) as.list(d)),
  curves = mapply(function(name, horizons) curve(sets[[name]], horizons), names(curves), curves, SIMPLIFY = FALSE),
  ranks = ranks, cox = fits,
  competing = list(data = as.list(risk), fits = list(competing(risk, FALSE, FALSE), competing(risk, TRUE, FALSE), competing(risk, FALSE, TRUE))),
  parametric = list(
    lung = lapply(dists, function(d) parametric(lung2, d)), aml = lapply(dists, function(d) parametric(aml2, d)),
    weighted = lapply(dists, function(d) parametric(weighted, d)))),
  digits = I(17), auto_unbox = TRUE, na = "null"))
cat("\n")
