"""What runs beside the student's code. It holds no secret and imports nothing else of ours."""
