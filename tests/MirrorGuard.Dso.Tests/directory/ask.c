/* ask LIBRARY SIZE: loads the library as dmeventd loads a DSO, and prints in which directory it believes to be. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments)
{
	int (*directory_of)(char *directory, int size);
	char directory[4096] = "";
	void *library, *symbol;
	int found;

	library = count == 3 ? dlopen(arguments[1], RTLD_NOW) : NULL;
	symbol = library ? dlsym(library, "mirrorguard_directory") : NULL;
	if (!symbol)
		return EXIT_FAILURE;
	memcpy(&directory_of, &symbol, sizeof(symbol));
	found = directory_of(directory, atoi(arguments[2]));
	printf("%d %s", found, directory);
	return EXIT_SUCCESS;
}
