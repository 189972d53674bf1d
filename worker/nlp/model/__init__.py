"""The trained model: encoder, tower, heads, and the component that runs the encoder."""
