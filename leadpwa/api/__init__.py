"""The wire: who asks, is the request well formed, is it within limits; everything else is below."""
