
    subroutine release_section(section) bind(C)
      import
      implicit none
      type(distarray_protocol_section), intent(inout) :: section
    end subroutine
