### One's own settings, in English.

own = My settings
own-lead = Your language is the one you choose above; it is remembered for you.
own-password-now = The password you have now
own-password-help = At least 8 characters. Other places where you are signed in are signed out.
own-pin-help = 4 to 12 digits, for signing in by telephone.
own-password-wrong = That is not the password you have now. Nothing was changed.
own-no-password = You sign in with your organisation’s account; there is no password here. Your administrator can set your PIN.
