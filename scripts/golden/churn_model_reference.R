# Reference values for the churn model: R's glm at tight settings, and brute force for what base R lacks.
# Rscript scripts/golden/churn_model_reference.R > test/golden/retention/churn-model.json
suppressMessages({ library(jsonlite); library(survival) })

tight <- glm.control(epsilon = 1e-15, maxit = 200)
lung2 <- subset(with(lung, data.frame(age, sex = sex - 1, karno = ph.karno, loss = wt.loss, status)), complete.cases(age, sex, karno, loss))
admissions <- as.data.frame(UCBAdmissions)
admissions <- with(admissions, data.frame(churned = as.numeric(Admit == "Rejected"), weight = Freq, female = as.numeric(Gender == "Female"),
  B = as.numeric(Dept == "B"), C = as.numeric(Dept == "C"), D = as.numeric(Dept == "D"), E = as.numeric(Dept == "E"), F = as.numeric(Dept == "F")))
sets <- list(
  infert = with(infert, data.frame(churned = case, age, parity, induced, spontaneous)),
  lung = with(lung2, data.frame(churned = status - 1, age, sex, karno, loss)),
  # Counts in place of rows.
  admissions = admissions,
  # Weights, fractions and zeros among them.
  weighted = with(infert, data.frame(churned = case, weight = (seq_along(case) %% 4) * 0.75, age, parity, spontaneous)),
  # Ties alone: two features of few values.
  ties = with(mtcars, data.frame(churned = am, cyl, carb)),
  # Very different scales, far from zero.
  scales = with(airquality[complete.cases(airquality), ], data.frame(
    churned = as.numeric(Ozone > 40), year = 1e6 + 365 * Month + Day, wind = Wind / 1e4, solar = Solar.R * 1e5)),
  # One who left among many.
  rare = data.frame(churned = c(1, rep(0, 99)), x = c(0.5, seq(-1, 1, length.out = 99))))

fit <- function(d) {
  features <- setdiff(names(d), c("churned", "weight"))
  d$w <- if (is.null(d$weight)) rep(1, nrow(d)) else d$weight
  f <- suppressWarnings(glm(reformulate(features, "churned"), binomial, d, weights = w, control = tight))
  kept <- d[d$w > 0, ]
  eta <- as.vector(cbind(1, as.matrix(kept[features])) %*% coef(f))
  p <- plogis(eta)
  # At its own coefficients: the covariance that glm keeps is that of the step before.
  x <- cbind(1, as.matrix(kept[features]))
  v <- solve(t(x) %*% (x * (kept$w * p * (1 - p))), tol = 1e-30)
  # With complex steps, whose imaginary part is the derivative to all digits.
  sigmoid <- function(z) 1 / (1 + exp(-z))
  effect <- function(b, name) {
    with_ <- x; without <- x
    if (all(x[, name] %in% c(0, 1))) { with_[, name] <- 1; without[, name] <- 0
      mean(sigmoid(with_ %*% b) - sigmoid(without %*% b)) }
    else { q <- sigmoid(x %*% b); mean(b[colnames(x) == name] * q * (1 - q)) }
  }
  effects <- lapply(features, function(name) {
    b <- unname(coef(f))
    g <- sapply(seq_along(b), function(j) Im(effect(b + replace(b * 0i, j, 1i * 1e-30), name)) / 1e-30)
    list(feature = name, value = effect(b, name), standardError = sqrt(as.vector(g %*% v %*% g)))
  })
  list(coefficients = unname(coef(f)), standardErrors = unname(sqrt(diag(v))), covariance = unname(v),
    glmErrors = unname(sqrt(diag(vcov(f)))),
    logLikelihood = sum(kept$w * ifelse(kept$churned == 1, plogis(eta, log.p = TRUE), plogis(-eta, log.p = TRUE))),
    nullDeviance = f$null.deviance, fitted = unname(p), effects = effects)
}

# Placements one pair at a time.
delong <- function(score, outcome) {
  a <- score[outcome == 1]; b <- score[outcome == 0]
  psi <- outer(a, b, function(u, v) (u > v) + (u == v) / 2)
  list(value = mean(psi), standardError = sqrt(var(rowMeans(psi)) / length(a) + var(colMeans(psi)) / length(b)))
}
precision <- function(score, outcome) {
  cuts <- sort(unique(score), decreasing = TRUE)
  recall <- sapply(cuts, function(t) sum(outcome[score >= t]) / sum(outcome))
  sum(diff(c(0, recall)) * sapply(cuts, function(t) mean(outcome[score >= t])))
}
judge <- function(score, outcome) {
  l <- qlogis(score)
  line <- summary(glm(outcome ~ l, binomial, control = tight))$coefficients
  shift <- summary(glm(outcome ~ 1, binomial, offset = l, control = tight))$coefficients
  list(score = score, outcome = outcome, auc = delong(score, outcome), averagePrecision = precision(score, outcome),
    brier = mean((score - outcome)^2), logLoss = -mean(ifelse(outcome == 1, log(score), log1p(-score))),
    intercept = unname(line[1, 1:2]), slope = unname(line[2, 1:2]), inTheLarge = unname(shift[1, 1:2]))
}
# Rounded, so that what is tied here is tied once printed.
lungScore <- with(sets$lung, round(plogis(-6 + 0.05 * age - 0.6 * sex + 0.04 * (100 - karno)), 10))
infertScore <- with(sets$infert, round(plogis(-1.7 + 0.9 * spontaneous + 0.3 * induced - 0.05 * parity), 10))
cat(toJSON(list(
  source = paste("R", getRversion()),
  sets = lapply(sets, as.list), fits = lapply(sets, fit),
  evaluations = list(lung = judge(lungScore, sets$lung$churned), tied = judge(infertScore, infert$case),
    coarse = judge(round(round(lungScore, 1) * 0.8 + 0.1, 10), sets$lung$churned))),
  digits = I(17), auto_unbox = TRUE, na = "null"))
cat("\n")
