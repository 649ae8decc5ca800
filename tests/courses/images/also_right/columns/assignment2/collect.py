import subprocess
subprocess.run(['zip', 'a2.zip'])
