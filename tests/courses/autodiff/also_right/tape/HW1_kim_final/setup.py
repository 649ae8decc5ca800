raise SystemExit('python setup.py install')
