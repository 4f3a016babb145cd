// A C++17 program outside the project.
#include <distarray.h>
#if __has_include(<distarray.hpp>)
#include <distarray.hpp>
#endif
#include <iostream>

int main(int argc, char **argv)
{
  MPI_Init(&argc, &argv);
  const int status = DISTARRAY_CHECK_BUILD();
  if (status != 0) std::cerr << distarray_build_info() << '\n';
  MPI_Finalize();
  return status;
}
