"""Images -> digests -> what Amazon ECR found in them; only `client.py` imports boto3, and nothing here does so early."""
