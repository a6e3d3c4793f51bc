"""Rules on images and repositories in Amazon ECR, by what ECR says of them."""
