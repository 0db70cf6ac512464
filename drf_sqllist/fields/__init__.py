"""Fields that a serializer declares and the database computes."""
