### Signing in with the account of the organisation, in English.

sign-on = Sign in with your work account
sign-on-or = or with login and password
sign-on-away = Your organisation’s sign-in cannot be reached at the moment. Please use login and password, or try again shortly.
sign-on-refused = Your organisation’s sign-in did not tell us who you are. Please try again.
sign-on-unverified = Your organisation has not confirmed your e-mail address, so we cannot be sure that it is you. Please ask your administrator.
sign-on-unknown = You are known to your organisation, but not on record at this hotline. Please ask your administrator to put you on record with this login.
