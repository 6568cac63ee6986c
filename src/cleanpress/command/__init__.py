"""What stands behind the commands of `cleanpress.cli`: where pages come from, where results go, what is said."""
