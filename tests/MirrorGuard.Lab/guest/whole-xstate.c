/*
 * For User-Mode Linux on a processor with AMX: a guest's kernel keeps 2696
 * bytes of a process's extended state and writes as many back, and the host
 * takes nothing but its own size (EFAULT), so that no guest comes beyond its
 * first process. Here the rest is added, as zeros: nobody in a guest may ask
 * for the state that lies there.
 *
 * Preloaded into the guest's kernel on the host; where the host's size is the
 * kernel's, it changes nothing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>

typedef long ptrace_function(enum __ptrace_request request, ...);

static ptrace_function *host_ptrace;
static char state[64 * 1024] __attribute__((aligned(64)));
static size_t state_size;

/* Of the host's processor, thus the same for every process. */
static void learn_state_size(pid_t pid)
{
	struct iovec all = {.iov_base = state, .iov_len = sizeof(state)};

	if (host_ptrace(PTRACE_GETREGSET, pid, (void *) NT_X86_XSTATE, &all) == 0)
		state_size = all.iov_len;
	memset(state, 0, sizeof(state));
}

long ptrace(enum __ptrace_request request, ...)
{
	va_list arguments;
	pid_t pid;
	void *address, *data;
	const struct iovec *given;
	struct iovec whole;

	va_start(arguments, request);
	pid = va_arg(arguments, pid_t);
	address = va_arg(arguments, void *);
	data = va_arg(arguments, void *);
	va_end(arguments);

	if (!host_ptrace)
		host_ptrace = (ptrace_function *) dlsym(RTLD_NEXT, "ptrace");
	if (request != PTRACE_SETREGSET || (uintptr_t) address != NT_X86_XSTATE)
		return host_ptrace(request, pid, address, data);

	if (!state_size)
		learn_state_size(pid);
	given = data;
	if (given->iov_len >= state_size)
		return host_ptrace(request, pid, address, data);

	memcpy(state, given->iov_base, given->iov_len);
	whole = (struct iovec) {.iov_base = state, .iov_len = state_size};
	return host_ptrace(request, pid, address, &whole);
}
