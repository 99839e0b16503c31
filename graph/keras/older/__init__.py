"""What older versions of Keras wrote, said as Keras 3 says it: a config in, a config out, and nothing is guessed."""
