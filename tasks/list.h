/* The one list of tasks: TASK(name) for every task; a file holds one family. Order is the order of listings. */
TASK(copy)
TASK(reverse)
TASK(sort)
TASK(recall)
TASK(kth)
TASK(passkey)
