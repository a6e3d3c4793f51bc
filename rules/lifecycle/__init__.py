"""Rules for lifecycle policies of ECR."""
