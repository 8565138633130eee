"""What shows that somebody is who they say: a registered device, a one-time code, a passkey.

A password counts as one factor. It takes a second: the device it is typed on, or a code. A passkey that was unlocked
with a finger, a face or a PIN is two by itself. Nobody needs a telephone of their own (practice 14).
"""
