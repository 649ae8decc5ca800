"""Pages of a class and of its submissions; Jinja2 and latex2mathml are an extra, `report`."""
