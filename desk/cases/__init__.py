"""Cases: the problems of customers, each with one owner and one answer."""
