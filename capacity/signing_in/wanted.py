"""Settings: what the portal wants of signing in. `capacity.settings` takes all of them over."""

from capacity import env

PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds; of links to choose a password
SESSION_COOKIE_AGE = 12 * 3600  # seconds; a day of work

# By e-mail, by invitation only. The account is the one place an e-mail stands.
ACCOUNT_ADAPTER = "capacity.signing_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_SESSION_REMEMBER = True  # for as long as SESSION_COOKIE_AGE says
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
# Counted in Redis, by the address of the client and by the account that is tried.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", default=0)
ACCOUNT_FORMS = {
    "login": "capacity.signing_in.forms.SignInForm",
    "reset_password": "capacity.signing_in.forms.ForgottenForm",
    "reset_password_from_key": "capacity.signing_in.forms.NewPasswordForm",
    "user_token": "capacity.signing_in.forms.LinkForm",
    "change_password": "capacity.signing_in.forms.ChangePasswordForm",
    "reauthenticate": "capacity.signing_in.forms.ConfirmForm",
}
# A code of an app beside the password: roles and exceptions are in members/access.py.
SECOND_FACTOR_REQUIRED = True
MFA_ADAPTER = "capacity.signing_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a link sent there was used, or somebody with a shell made the account
MFA_FORMS = {
    "authenticate": "capacity.signing_in.forms.CodeForm",
    "reauthenticate": "capacity.signing_in.forms.ConfirmCodeForm",
    "activate_totp": "capacity.signing_in.forms.ActivateForm",
}
