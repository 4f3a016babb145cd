/* Python inside the process, loaded when asked for: mpi4py uses the MPI that the program has started. */
#include "common.h"
#ifdef PYTHON_LIBRARY
#include <dlfcn.h>

static int (*run_string)(const char *, void *);

static void load(void)
{
  static int tried;
  if (tried) return;
  tried = 1;
  void *library = dlopen(PYTHON_LIBRARY, RTLD_NOW | RTLD_GLOBAL);
  if (!library) return;
  /* POSIX lets dlsym return functions; ISO C has no such cast. */
  void (*initialise)(int);
  *(void **)&initialise = dlsym(library, "Py_InitializeEx");
  void *found = dlsym(library, "PyRun_SimpleStringFlags");
  if (!initialise || !found) return;
  setenv("PYTHONHOME", PYTHON_HOME, 1); /* not that of another Python on the path */
  initialise(0);
  *(void **)&run_string = found;
}

int python_has(const char *setup)
{
  load();
  int mine = run_string && run_string(setup, NULL) == 0, all;
  MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  return all;
}

void python_run(const char *code)
{
  if (run_string(code, NULL) != 0) MPI_Abort(MPI_COMM_WORLD, 1);
}
#else
int python_has(const char *setup)
{
  (void)setup;
  return 0;
}
void python_run(const char *code) { (void)code; }
#endif
