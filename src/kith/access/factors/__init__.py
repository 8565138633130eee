"""What shows that somebody is who they say: a registered device, a one-time code, a passkey, a PIN.

A password counts as one factor. It takes a second: the device it is typed on, or a code. A passkey that was unlocked
with a finger, a face or a PIN is two by itself. Our own PIN counts on a registered device of the service and nowhere
else; a badge says who somebody is and proves nothing. Nobody needs a telephone of their own (practice 14).
"""
