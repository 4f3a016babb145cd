# What the suites share: targets, and functions that find other libraries and what the library has.
find_package(DistArray 0.1 REQUIRED COMPONENTS C)
find_package(MPI REQUIRED COMPONENTS C)
find_package(PkgConfig)
include(CheckCSourceCompiles)
include(CMakePushCheckState)
set(CMAKE_C_STANDARD 11)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")

add_library(peers INTERFACE)
set(family openmpi)
if(MPI_C_LIBRARIES MATCHES "mpich")
  set(family mpich)
endif()

# peer NAME MACRO CODE LIBRARY...: defines MACRO where CODE compiles and links.
function(peer name macro code)
  unset(${macro} CACHE) # it may have been installed since
  cmake_push_check_state(RESET)
  set(CMAKE_REQUIRED_LIBRARIES ${ARGN} MPI::MPI_C)
  check_c_source_compiles("${code}" ${macro})
  cmake_pop_check_state()
  if(${macro})
    target_compile_definitions(peers INTERFACE ${macro})
    target_link_libraries(peers INTERFACE ${ARGN})
  else()
    message(STATUS "SKIPPED ${name}: it was not found for ${family}, and its figures are left out")
  endif()
endfunction()

# Cases wait behind these until the library has what they measure.
function(feature name macro code)
  unset(${macro} CACHE) # it may have been installed since
  cmake_push_check_state(RESET)
  set(CMAKE_REQUIRED_LIBRARIES DistArray::distarray)
  set(CMAKE_REQUIRED_FLAGS "-Werror")
  check_c_source_compiles("#include <distarray.h>\nint main(void) { distarray_array a = 0, b = 0; distarray_distribution d = 0, e = 0;
    int64_t i[2] = {0, 0}; double x[2] = {0, 0}; (void)a; (void)b; (void)d; (void)e; (void)i; (void)x; ${code} return 0; }" ${macro})
  cmake_pop_check_state()
  if(${macro})
    target_compile_definitions(peers INTERFACE ${macro})
  else()
    message(STATUS "WAITING ${name}: this version of the library does not have it")
  endif()
endfunction()

# python(MODULE...): Python runs inside the programs, so that its libraries take part in the same rounds. It must have the modules.
function(python)
  if(NOT "$ENV{PYTHON}" STREQUAL "")
    set(Python3_EXECUTABLE "$ENV{PYTHON}")
  endif()
  find_package(Python3 COMPONENTS Interpreter)
  list(JOIN ARGN ", " modules)
  if(Python3_FOUND)
    execute_process(COMMAND "${Python3_EXECUTABLE}" -c
      "import sys, sysconfig, ${modules}; g = sysconfig.get_config_var; print(g('LIBDIR') + '/' + g('INSTSONAME'), sys.base_prefix, sysconfig.get_path('purelib'), sep=';', end='')"
      OUTPUT_VARIABLE found ERROR_QUIET)
  endif()
  list(LENGTH found parts)
  if(parts EQUAL 3)
    list(GET found 0 library)
    list(GET found 1 home)
    list(GET found 2 packages)
  endif()
  if(library MATCHES "\\.so" AND EXISTS "${library}")
    target_compile_definitions(peers INTERFACE PYTHON_LIBRARY="${library}" PYTHON_HOME="${home}" PYTHON_PACKAGES="${packages}")
    set(Python3_EXECUTABLE "${Python3_EXECUTABLE}" PARENT_SCOPE)
  else()
    message(STATUS "SKIPPED ${modules}: no shared library of a Python that has them was found, and their figures are left out")
  endif()
endfunction()

if(PKG_CONFIG_FOUND)
  pkg_search_module(OPENBLAS IMPORTED_TARGET openblas)
  pkg_search_module(PETSC IMPORTED_TARGET petsc PETSc)
endif()
if(TARGET PkgConfig::OPENBLAS) # the first: it is what the others shall find their BLAS in
  peer("OpenBLAS" HAVE_OPENBLAS "void openblas_set_num_threads(int); int main(void) { openblas_set_num_threads(1); return 0; }"
    PkgConfig::OPENBLAS)
else()
  message(STATUS "SKIPPED OpenBLAS: it was not found, and its figures are left out")
endif()
set(fortran gfortran m pthread rt)
peer("ScaLAPACK" HAVE_SCALAPACK "void Cblacs_pinfo(int *, int *); int main(void) { int a, b; Cblacs_pinfo(&a, &b); return 0; }"
  scalapack-${family} lapack blas ${fortran})
peer("Global Arrays" HAVE_GA "#include <ga.h>\n#include <macdecls.h>\nint main(void) { GA_Initialize(); return 0; }"
  ga-${family} armci-${family} scalapack-${family} lapack blas ${fortran})
if(TARGET PkgConfig::PETSC AND family STREQUAL "openmpi")
  peer("PETSc" HAVE_PETSC "#include <petscvec.h>\nint main(void) { return PetscInitialized(0); }" PkgConfig::PETSC)
else()
  message(STATUS "SKIPPED PETSc: it was not found for ${family}, and its figures are left out")
endif()

add_library(harness STATIC "${CMAKE_CURRENT_LIST_DIR}/common.c" "${CMAKE_CURRENT_LIST_DIR}/python.c")
target_include_directories(harness PUBLIC "${CMAKE_CURRENT_LIST_DIR}")
target_link_libraries(harness PUBLIC peers DistArray::distarray MPI::MPI_C ${CMAKE_DL_LIBS} m)
target_compile_definitions(harness PUBLIC _GNU_SOURCE PETSC_HAVE_BROKEN_RECURSIVE_MACRO)
target_compile_options(harness PUBLIC -O3 -march=native -Wall -Wextra -Werror -Wno-missing-field-initializers)
