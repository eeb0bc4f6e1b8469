"""The gateway's own copies of `stations` and `credentials`, in memory to ask and on disk to start with."""
