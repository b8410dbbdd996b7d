# The package that find_package(pointsbank) finds.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

install(TARGETS pointsbank EXPORT pointsbank-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/pointsbank DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT pointsbank-targets NAMESPACE pointsbank:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/pointsbank)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/pointsbank-config.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/pointsbank-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/pointsbank)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/pointsbank-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/pointsbank-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/pointsbank-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/pointsbank)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules DESTINATION ${CMAKE_INSTALL_DATADIR}/pointsbank)
if(TARGET pointsbank_command)
  install(TARGETS pointsbank_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
