"""How the site behaves with a hundred and with ten thousand stories: `make bench`."""
