"""The picture that stands beside a link when somebody passes it on: 1200 × 630, drawn where there is no photograph."""
