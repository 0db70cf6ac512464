"""The lists: each module has one family of habits, each class what a pair of twins shares."""
