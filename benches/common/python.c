/* Python inside the process, loaded when asked for: mpi4py uses the MPI that the program has started. */
#include "common.h"
#ifdef PYTHON_LIBRARY
#include <dlfcn.h>

static int (*run_string)(const char *, void *);
static void *(*compile_string)(const char *, const char *, int);
static void *(*evaluate)(void *, void *, void *);
static void (*release)(void *);
static void (*print_error)(void);
static void *names; /* those of __main__ */

/* POSIX lets dlsym return functions; ISO C has no such cast. */
static int find(void *library, const char *name, void *function)
{
  void *found = dlsym(library, name);
  memcpy(function, &found, sizeof found);
  return found != NULL;
}

static void load(void)
{
  static int tried;
  void (*initialise)(int), *(*add_module)(const char *), *(*dictionary)(void *);
  if (tried) return;
  tried = 1;
  void *library = dlopen(PYTHON_LIBRARY, RTLD_NOW | RTLD_GLOBAL);
  if (!library || !find(library, "Py_InitializeEx", &initialise) || !find(library, "PyImport_AddModule", &add_module) ||
      !find(library, "PyModule_GetDict", &dictionary) || !find(library, "Py_CompileString", &compile_string) ||
      !find(library, "PyEval_EvalCode", &evaluate) || !find(library, "Py_DecRef", &release) ||
      !find(library, "PyErr_Print", &print_error) || !find(library, "PyRun_SimpleStringFlags", &run_string))
    return;
  setenv("PYTHONHOME", PYTHON_HOME, 1); /* not that of another Python on the path */
  initialise(0);
  names = dictionary(add_module("__main__"));
  run_string("import sys; sys.path.insert(0, '" PYTHON_PACKAGES "')", NULL);
}

int python_has(const char *setup)
{
  load();
  int mine = names && run_string(setup, NULL) == 0, all;
  MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  return all;
}

void python_run(const char *code)
{
  if (run_string(code, NULL) != 0) MPI_Abort(MPI_COMM_WORLD, 1);
}

void *python_compile(const char *code)
{
  enum { FILE_INPUT = 257 }; /* Py_file_input */
  void *compiled = compile_string(code, "contestant", FILE_INPUT);
  if (!compiled) print_error(), MPI_Abort(MPI_COMM_WORLD, 1);
  return compiled;
}

void python_execute(void *compiled)
{
  void *result = evaluate(compiled, names, names);
  if (!result) print_error(), MPI_Abort(MPI_COMM_WORLD, 1);
  release(result);
}

void python_array(const char *name, const char *dtype, void *elements, size_t count)
{
  char code[512];
  snprintf(code, sizeof code, "import ctypes, numpy\n"
           "%s = numpy.frombuffer((ctypes.c_char * (%zu * numpy.dtype('%s').itemsize)).from_address(%llu), dtype='%s')\n",
           name, count, dtype, (unsigned long long)(uintptr_t)elements, dtype);
  python_run(code);
}
#else
int python_has(const char *setup)
{
  (void)setup;
  return 0;
}
void python_run(const char *code) { (void)code; }
void *python_compile(const char *code) { return (void *)(uintptr_t)code; }
void python_execute(void *compiled) { (void)compiled; }
void python_array(const char *name, const char *dtype, void *elements, size_t count)
{
  (void)name, (void)dtype, (void)elements, (void)count;
}
#endif
