# What `cmake --install` lays out for those who build on the library. Nothing in it names the prefix, so
# that `--prefix` stays true and the tree can be moved.
include(CMakePackageConfigHelpers)

set(TRK_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/tracker)
file(RELATIVE_PATH TRK_PC_TO_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" TRK_PC_TO_PREFIX "${TRK_PC_TO_PREFIX}")
configure_file(tracker.pc.in tracker.pc @ONLY)
write_basic_package_version_file(tracker-config-version.cmake COMPATIBILITY SameMinorVersion)

install(TARGETS tracker EXPORT tracker-config)
install(FILES tracker.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/tracker.pc
	DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/tracker-config-version.cmake
	DESTINATION ${TRK_CMAKE_DIR})
# The library has no public dependency, so the exported targets are the whole configuration.
install(EXPORT tracker-config NAMESPACE tracker:: DESTINATION ${TRK_CMAKE_DIR})
