# The Debian package: cmake --workflow --preset package. Its name is longer than the project's, which another
# package of Debian has.
set(CPACK_PACKAGE_NAME tracker-toolkit)
set(CPACK_PACKAGE_CONTACT "The tracker authors <tracker@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter and commit gate for progress logs and status documents")
set(CPACK_PACKAGE_DESCRIPTION "Progress threads, session logs, decision logs and changelogs in git
are the memory of a project. tracker-lint says what is wrong in them,
tracker-gate refuses a change that overwrites what they must keep, and
tracker-append adds an entry in the log's own form or puts lost ones
back.")
set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON) # the hooks name the programs by the prefix of the installation
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
	WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION vcs)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS git)

set(TRK_DEB_DOC ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_PACKAGE_NAME})
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
	find_program(GZIP gzip REQUIRED)
	configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in changelog)
	# Of our own, because those that cpack makes call ldconfig from scripts.
	file(WRITE ${CMAKE_BINARY_DIR}/deb/triggers "activate-noawait ldconfig\n")
	file(WRITE ${CMAKE_BINARY_DIR}/deb/shlibs
		"libtracker 0 ${CPACK_PACKAGE_NAME} (>= ${PROJECT_VERSION})\n")
	set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
		"${CMAKE_BINARY_DIR}/deb/triggers;${CMAKE_BINARY_DIR}/deb/shlibs")
	add_custom_command(OUTPUT changelog.gz COMMAND ${GZIP} -9nc changelog > changelog.gz DEPENDS changelog VERBATIM)
	add_custom_target(changelog_gz ALL DEPENDS changelog.gz)
	install(FILES ${CMAKE_BINARY_DIR}/changelog.gz DESTINATION ${TRK_DEB_DOC})
	install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${TRK_DEB_DOC})
	# Policy wants the manuals compressed, which is a matter of the package alone.
	install(CODE "file(GLOB pages \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_MANDIR}/man*/*[15]\")
		foreach(page IN LISTS pages)
			execute_process(COMMAND ${GZIP} -9nf \"\${page}\" COMMAND_ERROR_IS_FATAL ANY)
		endforeach()")
endif()
include(CPack)
